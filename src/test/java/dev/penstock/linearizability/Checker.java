package dev.penstock.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Decides whether the history of one item is linearizable: whether each operation can be given one
 * moment between its invocation and its end at which it happens at once, so that every answer is
 * what the item gave at that moment. Linearizability is local, so items are checked one by one.
 *
 * <p>The search of Wing and Gong in the form of Lowe ("Testing for linearizability", 2017): it goes
 * through the events in order of time with all configurations that explain what was seen so far,
 * and puts operations into the order only when one ends that must be in it by then. Configurations
 * are remembered, so each is looked at once.
 */
public final class Checker {
    private static final Comparator<Event> BY_TIME =
            Comparator.comparingLong(Event::time)
                    .thenComparing(Event::isEnd)
                    .thenComparingInt(Event::index);

    private final int configurationsMax;

    /**
     * @param configurationsMax after so many the search gives up
     */
    public Checker(int configurationsMax) {
        this.configurationsMax = configurationsMax;
    }

    private record Event(long time, boolean isEnd, int index) {}

    /**
     * Judges one item's history.
     *
     * @param history in any order
     * @param before the states in which the item may have been at first
     */
    public Verdict check(List<Operation> history, Set<ItemState> before) {
        var operations = history.stream().filter(Checker::matters).toList();
        var search = new Search(before, configurationsMax);
        int[] slots = new int[operations.size()];
        for (Event event : events(operations)) {
            Operation operation = operations.get(event.index());
            if (!event.isEnd()) {
                if (!search.hasFreeSlot()) {
                    return new Verdict.Undecided();
                }
                slots[event.index()] = search.invoke(operation);
                continue;
            }
            search.end(slots[event.index()]);
            if (search.isExhausted()) {
                return new Verdict.Undecided();
            }
            if (search.isStuck()) {
                return new Verdict.Violation(operation);
            }
        }
        return new Verdict.Linearizable(search.looked());
    }

    /** A read without an answer says nothing and does nothing. */
    private static boolean matters(Operation operation) {
        return operation.isAnswered() || !(operation.action() instanceof Action.Get);
    }

    /** Invocations first: what ends in the moment in which another begins overlaps with it. */
    private static List<Event> events(List<Operation> operations) {
        var events = new ArrayList<Event>();
        for (int index = 0; index < operations.size(); index++) {
            var operation = operations.get(index);
            events.add(new Event(operation.invoked(), false, index));
            if (operation.ended() != Operation.NEVER) {
                events.add(new Event(operation.ended(), true, index));
            }
        }
        events.sort(BY_TIME);
        return events;
    }
}
