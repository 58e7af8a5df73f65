package dev.penstock.feed;

import dev.penstock.log.LogPosition;
import java.util.ArrayList;
import java.util.List;

/** What a reader of one table's changes gets at once. */
public sealed interface ChangePage {
    /**
     * Changes in the order of the log.
     *
     * @param changes none, perhaps, though there are more behind
     * @param next where to go on: all changes of the table that stand before it were given
     */
    record Changes(List<LoggedChange> changes, LogPosition next) implements ChangePage {
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Changes from where the reader stands are gone, or may be: the log no longer goes back so far.
     *
     * @param held from here on all are there
     */
    record Trimmed(LogPosition held) implements ChangePage {}

    /** Takes changes of one table that stand at a place or behind it. */
    final class Builder {
        private final LogPosition from;
        private final List<LoggedChange> changes = new ArrayList<>();
        private long heldBytes;

        Builder(LogPosition from) {
            this.from = from;
        }

        void add(LoggedChange change) {
            if (change.position().compareTo(from) >= 0) {
                changes.add(change);
                heldBytes += change.heldBytes();
            }
        }

        long heldBytes() {
            return heldBytes;
        }

        boolean isEmpty() {
            return changes.isEmpty();
        }

        /**
         * The page.
         *
         * @param sequence everything up to this commit was offered
         */
        Changes build(long sequence) {
            return new Changes(changes, behind(sequence));
        }

        /** The page that ends before a place. */
        Changes buildUpTo(LogPosition next) {
            return new Changes(changes, next);
        }

        private LogPosition behind(long sequence) {
            var next = new LogPosition(sequence + 1, 0);
            return next.compareTo(from) > 0 ? next : from;
        }
    }
}
