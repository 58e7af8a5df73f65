package dev.penstock.linearizability;

/**
 * How far an order has come: which of the pending operations it holds already, and the item that
 * they made. A bit is an operation's slot.
 *
 * @param answered of those with an answer
 * @param unanswered of those without
 */
record Configuration(ItemState state, long answered, long unanswered) {
    boolean holds(long bit) {
        return ((answered | unanswered) & bit) != 0;
    }

    Configuration without(long bit) {
        return new Configuration(state, answered & ~bit, unanswered & ~bit);
    }

    Configuration withAnswered(ItemState after, long bit) {
        return new Configuration(after, answered | bit, unanswered);
    }

    Configuration withUnanswered(ItemState after, long bit) {
        return new Configuration(after, answered, unanswered | bit);
    }
}
