package dev.penstock.linearizability;

/** The condition of a write. */
public sealed interface Guard {
    /** Whether the write may go ahead on this state. */
    boolean holds(ItemState before);

    record Always() implements Guard {
        @Override
        public boolean holds(ItemState before) {
            return true;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    record NoItem() implements Guard {
        @Override
        public boolean holds(ItemState before) {
            return before.equals(ItemState.ABSENT);
        }

        @Override
        public String toString() {
            return " if there is no item";
        }
    }

    record ValueIs(long value) implements Guard {
        public ValueIs {
            if (value <= 0) {
                throw new IllegalArgumentException("nothing equals an attribute that is missing");
            }
        }

        @Override
        public boolean holds(ItemState before) {
            return before.value() == value;
        }

        @Override
        public String toString() {
            return " if v=" + value;
        }
    }
}
