package dev.penstock.linearizability;

/**
 * One item as clients see it. Values are sent once each and counters only grow from 1, so that 0
 * can say that the attribute is missing.
 *
 * @param value what the last put stored
 * @param counter the sum of what was added since
 */
public record ItemState(long value, long counter) {
    /** No item: every item here has at least one of the two attributes. */
    public static final ItemState ABSENT = new ItemState(0, 0);

    ItemState plus(long delta) {
        return new ItemState(value, counter + delta);
    }

    @Override
    public String toString() {
        if (equals(ABSENT)) {
            return "no item";
        }
        String shownCounter = counter == 0 ? "" : "n=" + counter;
        return value == 0 ? shownCounter : ("v=" + value + " " + shownCounter).strip();
    }
}
