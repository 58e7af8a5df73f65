package dev.penstock.wire.destinations;

import dev.penstock.publish.export.ExportStatus;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** How an export goes, in words. */
final class DestinationWords {
    static final String NO_BROKER =
            "No Kafka broker is configured: see the setting penstock.kafka-bootstrap-servers";

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** What is less is not worth a word. */
    private static final long LAG_MICROS_MIN = 2 * MICROS_PER_SECOND;

    private static final long QUIET_MICROS_MIN = 5 * MICROS_PER_SECOND;

    private DestinationWords() {}

    /** Null: nothing to say. */
    static @Nullable String of(ExportStatus status, long now) {
        var words = new ArrayList<String>();
        if (status.problem() != null) {
            words.add("Cannot deliver: " + status.problem());
        } else if (status.quietMicros() >= QUIET_MICROS_MIN) {
            words.add(
                    "The broker has acknowledged nothing for "
                            + status.quietMicros() / MICROS_PER_SECOND
                            + " s");
        }
        long lag = status.lagMicros(now);
        if (lag >= LAG_MICROS_MIN) {
            words.add("Behind by " + lag / MICROS_PER_SECOND + " s");
        }
        var gap = status.lastGap();
        if (gap != null) {
            words.add(
                    "Gap: the log no longer held commits %d to %d when they were to be delivered"
                            .formatted(gap.first(), gap.last()));
        }
        return words.isEmpty() ? null : String.join(". ", words);
    }
}
