package dev.penstock.log.chronicle;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what lies behind the last whole batch may be the batch that a loss of power tore,
 * or proves that synced bytes are missing. Pure; the rule is in {@code log-format.md}, "The tail".
 */
final class Tail {
    private final long tornNumber;
    private final BitSet seen = new BitSet();
    private @Nullable String damage;

    /**
     * @param lastNumber the last whole batch
     * @param parts entries of the next one that stand in their place
     */
    Tail(long lastNumber, int parts) {
        tornNumber = lastNumber + 1;
        seen.set(0, parts);
    }

    /** A valid entry that is not the next one. */
    void onEntry(Entry entry) {
        if (damage != null) {
            return;
        }
        if (entry.stamp().number() != tornNumber) {
            damage =
                    "batch %d is damaged, for batch %d stands behind it"
                            .formatted(tornNumber, entry.stamp().number());
            return;
        }
        seen.set(entry.index());
        if (seen.cardinality() == entry.count()) {
            damage = "batch %d is whole but does not follow".formatted(tornNumber);
        }
    }

    /** Why this is no torn tail; null if it is one. */
    @Nullable String damage() {
        return damage;
    }
}
