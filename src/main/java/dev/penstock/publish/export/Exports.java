package dev.penstock.publish.export;

import dev.penstock.partition.system.Exported;
import org.jspecify.annotations.Nullable;

/** The exports of a node, for those who show them. Any thread. */
public interface Exports {
    /** Of a node that knows no broker. */
    Exports NONE =
            new Exports() {
                @Override
                public boolean isOn() {
                    return false;
                }

                @Override
                public @Nullable ExportStatus status(Exported export) {
                    return null;
                }

                @Override
                public Totals totals() {
                    return new Totals(0, 0, 0, 0, 0, 0);
                }

                @Override
                public void look() {}
            };

    /** Whether the node knows a broker. */
    boolean isOn();

    /** How an export goes; null if it is not under way. */
    @Nullable ExportStatus status(Exported export);

    /** All of them together. */
    Totals totals();

    /** Destinations have changed: what has to begin or to end does so soon. */
    void look();

    /**
     * Numbers of all exports.
     *
     * @param running exports that are under way
     * @param troubled those of them that cannot deliver now
     * @param delivered records since the start
     * @param lagMicros age of the oldest change that is known and not delivered
     * @param refusals how often one began anew since the start
     * @param gaps how often changes were gone before they could be sent, since the start
     */
    record Totals(
            int running, int troubled, long delivered, long lagMicros, long refusals, long gaps) {}
}
