package dev.penstock.linearizability;

/** What a client asks for, on one item. The specification that the server is held to. */
public sealed interface Action {
    Guard UNGUARDED = new Guard.Always();

    /** The condition under which it happens; else it is refused and changes nothing. */
    default Guard guard() {
        return UNGUARDED;
    }

    /** The item afterwards, if the guard holds. */
    ItemState after(ItemState before);

    /** What an accepted one shows of the item, where it shows anything. */
    default ItemState shown(ItemState before) {
        return before;
    }

    /** Whether a client can be told this by a server whose item is in this state. */
    default boolean explains(ItemState before, Answer answer) {
        if (guard().holds(before) != answer.accepted()) {
            return false;
        }
        ItemState truth = answer.accepted() ? shown(before) : before;
        return answer.shown() == null || answer.shown().equals(truth);
    }

    record Get() implements Action {
        @Override
        public ItemState after(ItemState before) {
            return before;
        }

        @Override
        public String toString() {
            return "get";
        }
    }

    record Put(long value, Guard guard) implements Action {
        @Override
        public ItemState after(ItemState before) {
            return new ItemState(value, 0);
        }

        @Override
        public String toString() {
            return "put v=" + value + guard;
        }
    }

    record Add(long delta) implements Action {
        @Override
        public ItemState after(ItemState before) {
            return before.plus(delta);
        }

        @Override
        public ItemState shown(ItemState before) {
            return after(before);
        }

        @Override
        public String toString() {
            return "add " + delta + " to n";
        }
    }

    record Delete(Guard guard) implements Action {
        @Override
        public ItemState after(ItemState before) {
            return ItemState.ABSENT;
        }

        @Override
        public String toString() {
            return "delete" + guard;
        }
    }
}
