package dev.penstock.publish.export;

import dev.penstock.partition.system.ExportRow;
import dev.penstock.partition.system.Exported;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** What went wrong with one export: counted, kept to be shown, written down once. */
final class Troubles {
    private static final System.Logger LOG = System.getLogger("dev.penstock.publish");

    private final String place;
    private long refusals;
    private long gaps;
    private @Nullable String problem;

    Troubles(Exported target, String topic) {
        place = " table=" + target.table().name() + " topic=" + topic;
    }

    /** Sending begins anew. */
    void refused(Throwable reason) {
        refusals++;
        String text = sentence(reason);
        if (!text.equals(problem)) {
            LOG.log(Level.WARNING, "export cannot deliver" + place + " reason=" + text);
        }
        problem = text;
    }

    /** It delivers again. */
    void delivered() {
        if (problem != null) {
            LOG.log(Level.INFO, "export delivers again" + place);
        }
        problem = null;
    }

    /** What is gone from the log, and was not sent. */
    void lost(ExportRow.Gap gap) {
        gaps++;
        LOG.log(
                Level.ERROR,
                "export has a gap: gone from the log before they were delivered"
                        + place
                        + " commits="
                        + gap.first()
                        + ".."
                        + gap.last());
    }

    private static String sentence(Throwable reason) {
        String message = reason.getMessage();
        String name = reason.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }

    long refusals() {
        return refusals;
    }

    long gaps() {
        return gaps;
    }

    @Nullable String problem() {
        return problem;
    }
}
