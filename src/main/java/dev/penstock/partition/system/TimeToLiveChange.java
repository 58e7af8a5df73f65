package dev.penstock.partition.system;

import dev.penstock.error.RequestException;
import dev.penstock.table.TableSettings.TimeToLive;
import org.jspecify.annotations.Nullable;

/**
 * What UpdateTimeToLive makes of a table's time to live, with DynamoDB's checks and texts: what
 * contradicts the setting first, then whether the last change is too fresh. Pure.
 */
public final class TimeToLiveChange {
    static final String IS_ENABLED = "TimeToLive is already enabled";
    static final String IS_DISABLED = "TimeToLive is already disabled";
    static final String OTHER_ATTRIBUTE =
            "TimeToLive is active on a different AttributeName: current AttributeName is ";
    static final String TOO_OFTEN =
            "Time to live has been modified multiple times within a fixed interval";

    private TimeToLiveChange() {}

    /**
     * The setting after the change.
     *
     * @param before null: there never was one
     * @param coolDownMicros how long after a change there is no other
     * @throws RequestException if it does not fit what is there
     */
    public static TimeToLive apply(
            @Nullable TimeToLive before, TimeToLive wanted, long coolDownMicros) {
        boolean isEnabled = before != null && before.enabled();
        if (before != null && isEnabled && !before.attributeName().equals(wanted.attributeName())) {
            throw RequestException.validation(OTHER_ATTRIBUTE + before.attributeName());
        }
        if (isEnabled == wanted.enabled()) {
            throw RequestException.validation(isEnabled ? IS_ENABLED : IS_DISABLED);
        }
        // Two changes of one commit time could not be told apart by who follows the setting.
        long apartMicros = Math.max(1, coolDownMicros);
        if (before != null && wanted.changedMicros() - before.changedMicros() < apartMicros) {
            throw RequestException.validation(TOO_OFTEN);
        }
        return wanted;
    }
}
