package dev.penstock.partition.system;

import dev.penstock.error.RequestException;
import dev.penstock.table.BillingMode;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import org.jspecify.annotations.Nullable;

/** What UpdateTable makes of a table's settings, with DynamoDB's checks and texts. Pure. */
public final class SettingsChange {
    static final String UNITS_MISSING =
            "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits"
                    + " must both be specified when BillingMode is PROVISIONED";
    static final String UNITS_UNWANTED =
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor"
                    + " WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST";

    private SettingsChange() {}

    /** The settings of a table that is made at this time, but for its stream. */
    public static TableSettings created(TableSettings wanted, long micros) {
        boolean payPerRequest = wanted.billingMode() == BillingMode.PAY_PER_REQUEST;
        return new TableSettings(
                wanted.billingMode(),
                payPerRequest ? micros : 0,
                payPerRequest ? Throughput.NONE : wanted.throughput(),
                wanted.tableClass(),
                wanted.deletionProtected(),
                null,
                null);
    }

    /**
     * The settings after the change, but for its stream.
     *
     * @throws RequestException if it does not fit what is there
     */
    public static TableSettings apply(TableSettings before, TableChange change, long micros) {
        BillingMode mode = orElse(change.billingMode(), before.billingMode());
        boolean switched = mode != before.billingMode();
        boolean payPerRequest = mode == BillingMode.PAY_PER_REQUEST;
        return new TableSettings(
                mode,
                payPerRequest && switched ? micros : before.payPerRequestSinceMicros(),
                throughput(before, change.throughput(), mode, micros),
                orElse(change.tableClass(), before.tableClass()),
                orElse(change.deletionProtected(), before.deletionProtected()),
                before.stream(),
                before.timeToLive(),
                before.destinations());
    }

    private static Throughput throughput(
            TableSettings before, @Nullable Throughput wanted, BillingMode mode, long micros) {
        Throughput current = before.throughput();
        if (mode == BillingMode.PAY_PER_REQUEST) {
            if (wanted != null) {
                throw RequestException.validation(UNITS_UNWANTED);
            }
            return Throughput.NONE;
        }
        if (before.billingMode() != mode) {
            if (wanted == null) {
                throw RequestException.validation(UNITS_MISSING);
            }
            return Throughput.of(wanted.readUnits(), wanted.writeUnits());
        }
        return wanted == null ? current : ThroughputChange.apply(current, wanted, "table", micros);
    }

    private static <T> T orElse(@Nullable T wanted, T current) {
        return wanted == null ? current : wanted;
    }
}
