package dev.penstock.simulation.disk;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One loss of power: decides what of the unsynced survives. Any subset of pages may; of some pages
 * only some sectors; of the names either what a journal holds up to a moment, or any subset.
 */
final class PowerCut {
    private static final int SECTOR_BYTES = 512;

    private final RandomGenerator random;
    private final double keptShare;
    private final boolean tearsPages;
    private final long journaledOrder;

    /**
     * @param lastOrder of the changes of names so far
     */
    PowerCut(RandomGenerator random, long lastOrder) {
        this.random = random;
        keptShare =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> 1;
                    default -> random.nextDouble();
                };
        tearsPages = random.nextInt(3) == 0;
        boolean isAnySubset = random.nextBoolean();
        journaledOrder = isAnySubset ? -1 : random.nextLong(lastOrder + 1);
    }

    /** Whether an unsynced change of a name survives, if those that it builds on do. */
    boolean keepsName(long order) {
        return journaledOrder < 0 ? keeps() : order <= journaledOrder;
    }

    /** One of the sizes that a file had since its last sync. */
    long survivor(long synced, List<Long> since) {
        int index = random.nextInt(-1, since.size());
        return index < 0 ? synced : since.get(index);
    }

    /** What is left of a page. */
    byte[] survivor(byte[] synced, byte[] since) {
        if (!tearsPages || random.nextBoolean()) {
            return keeps() ? since : synced;
        }
        byte[] torn = synced.clone();
        for (int at = 0; at < torn.length; at += SECTOR_BYTES) {
            if (keeps()) {
                System.arraycopy(since, at, torn, at, SECTOR_BYTES);
            }
        }
        return torn;
    }

    private boolean keeps() {
        return random.nextDouble() < keptShare;
    }
}
