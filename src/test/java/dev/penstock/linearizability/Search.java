package dev.penstock.linearizability;

import java.util.ArrayDeque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of the {@link Checker}'s way through one history. */
final class Search {
    private final Pending pending = new Pending();
    private final int lookedMax;
    private Frontier frontier = new Frontier();
    private int looked;

    Search(Set<ItemState> before, int lookedMax) {
        this.lookedMax = lookedMax;
        before.forEach(state -> frontier.add(new Configuration(state, 0, 0)));
    }

    /** Configurations looked at so far. */
    int looked() {
        return looked;
    }

    /** Whether nothing explains what was seen. */
    boolean isStuck() {
        return frontier.isEmpty();
    }

    boolean isExhausted() {
        return looked > lookedMax;
    }

    boolean hasFreeSlot() {
        return pending.hasFreeSlot();
    }

    /** Returns the operation's slot. */
    int invoke(Operation operation) {
        int slot = pending.add(operation);
        if (operation.onlyLooks()) {
            var settled = new Frontier();
            frontier.configurations().forEach(one -> settled.add(settle(one)));
            frontier = settled;
        }
        return slot;
    }

    /** The operation ends: with an answer it must have happened, without one it may have. */
    void end(int slot) {
        Frontier next = happened(slot);
        if (!pending.operation(slot).isAnswered()) {
            frontier.configurations().forEach(one -> next.add(one.without(1L << slot)));
        }
        frontier = next;
        pending.remove(slot);
    }

    /** All configurations that hold the operation, as the last one if it was not there before. */
    private Frontier happened(int slot) {
        long bit = 1L << slot;
        var next = new Frontier();
        var seen = new Frontier();
        var work = new ArrayDeque<Configuration>();
        frontier.configurations().forEach(one -> sort(one, bit, next, seen, work));
        while (!work.isEmpty() && !isExhausted()) {
            Configuration current = work.pop();
            looked++;
            for (int other : pending.slots()) {
                Configuration longer = extend(current, other);
                if (longer != null) {
                    sort(longer, bit, next, seen, work);
                }
            }
        }
        return next;
    }

    private static void sort(
            Configuration one,
            long bit,
            Frontier done,
            Frontier seen,
            ArrayDeque<Configuration> work) {
        if (one.holds(bit)) {
            done.add(one.without(bit));
        } else if (seen.add(one)) {
            work.push(one);
        }
    }

    /** With one more operation at the end; null if that is impossible or leads nowhere. */
    private @Nullable Configuration extend(Configuration current, int slot) {
        long bit = 1L << slot;
        Operation operation = pending.operation(slot);
        Action action = operation.action();
        ItemState state = current.state();
        if (current.holds(bit)) {
            return null;
        }
        Answer answer = operation.answer();
        if (answer != null) {
            return action.explains(state, answer)
                    ? settle(
                            current.withAnswered(
                                    answer.accepted() ? action.after(state) : state, bit))
                    : null;
        }
        // One that would change nothing may as well not have happened.
        ItemState after = action.guard().holds(state) ? action.after(state) : state;
        return after.equals(state) ? null : settle(current.withUnanswered(after, bit));
    }

    /**
     * Adds every pending operation that only looks and fits: it cannot be in the way of anything,
     * and later it might fit no more.
     */
    private Configuration settle(Configuration current) {
        Configuration settled = current;
        for (int slot : pending.slots()) {
            Operation operation = pending.operation(slot);
            Answer answer = operation.answer();
            long bit = 1L << slot;
            if (answer != null
                    && operation.onlyLooks()
                    && !settled.holds(bit)
                    && operation.action().explains(settled.state(), answer)) {
                settled = settled.withAnswered(settled.state(), bit);
            }
        }
        return settled;
    }
}
