package dev.penstock.reliability.crash;

/**
 * What one table may be: created, filled, dropped and created again by one client, one request at a
 * time. Belongs to that client, then to whoever checks. Each creation begins a generation, and each
 * item carries its table's.
 */
final class TableHistory {
    /** The answers that are known: the table is there or not. */
    private boolean isThere;

    /** Whether a request that would alter that was sent and not answered. */
    private boolean isOpen;

    private long generation;
    private int itemsSent;
    private int itemsAcknowledged;

    boolean isThere() {
        return isThere;
    }

    /** Whether a CreateTable or DeleteTable was sent and not answered. */
    boolean isOpen() {
        return isOpen;
    }

    long generation() {
        return generation;
    }

    void sendCreate() {
        isOpen = true;
        generation++;
        itemsSent = 0;
        itemsAcknowledged = 0;
    }

    void sendDelete() {
        isOpen = true;
    }

    /** Create or delete, whichever was sent. */
    void acknowledge() {
        isOpen = false;
        isThere = !isThere;
    }

    int sendItem() {
        return itemsSent++;
    }

    void acknowledgeItem() {
        itemsAcknowledged = itemsSent;
    }

    /** After a crash the table is not there. Returns what is wrong, or an empty string. */
    String recoveredAbsent() {
        String wrong = isThere && !isOpen ? "is gone, and nobody dropped it" : "";
        settle(false, 0);
        return wrong;
    }

    /**
     * After a crash the table is there.
     *
     * @param items how many of its items, the first ones, are there
     * @return what is wrong, or an empty string
     */
    String recovered(int items) {
        boolean isAllowed = isThere || isOpen;
        String wrong = isAllowed ? "" : "is there, though it was dropped or never created";
        if (wrong.isEmpty() && (items < itemsAcknowledged || items > itemsSent)) {
            wrong = "holds %d items of [%d, %d]".formatted(items, itemsAcknowledged, itemsSent);
        }
        settle(true, items);
        return wrong;
    }

    private void settle(boolean there, int items) {
        isThere = there;
        isOpen = false;
        itemsSent = items;
        itemsAcknowledged = items;
    }
}
