package dev.penstock.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A history of a server that is right: every operation happens at a moment of its own, or, if its
 * answer is lost, perhaps not at all.
 */
final class RandomHistory {
    private static final int SPACING = 10;

    private final SplittableRandom random;
    private final int clients;
    private final int lostPercent;

    private final List<Operation> operations = new ArrayList<>();
    private final long[] free;
    private ItemState state = ItemState.ABSENT;
    private long lastValue;

    /**
     * @param clients each has one operation under way at a time
     * @param lostPercent of the answers
     */
    RandomHistory(SplittableRandom random, int clients, int lostPercent) {
        this.random = random;
        this.clients = clients;
        this.lostPercent = lostPercent;
        free = new long[clients];
    }

    List<Operation> operations(int count) {
        for (int i = 1; i <= count; i++) {
            happen((long) i * SPACING);
        }
        return operations;
    }

    /** One operation takes effect now; it began a while ago and ends in a while. */
    private void happen(long now) {
        int client = random.nextInt(clients);
        if (free[client] >= now) {
            return;
        }
        long reach = (long) SPACING * clients;
        long invoked = random.nextLong(Math.max(free[client], now - reach), now) + 1;
        long ended = random.nextLong(now, now + reach);
        free[client] = ended;
        Action action = action();
        boolean isLost = random.nextInt(100) < lostPercent;
        boolean happens = !isLost || random.nextBoolean();
        Answer answer = isLost ? null : answer(action);
        if (happens && action.guard().holds(state)) {
            state = action.after(state);
        }
        long end = isLost && random.nextBoolean() ? Operation.NEVER : ended;
        operations.add(new Operation(client, action, invoked, end, answer));
    }

    private Action action() {
        return switch (random.nextInt(5)) {
            case 0 -> new Action.Put(++lastValue, guard());
            case 1 -> new Action.Add(1 + random.nextInt(2));
            case 2 -> new Action.Delete(guard());
            default -> new Action.Get();
        };
    }

    private Guard guard() {
        return switch (random.nextInt(4)) {
            case 0 -> new Guard.NoItem();
            case 1 -> new Guard.ValueIs(random.nextLong(Math.max(1, lastValue - 3), lastValue + 2));
            default -> new Guard.Always();
        };
    }

    private Answer answer(Action action) {
        boolean accepted = action.guard().holds(state);
        ItemState truth = accepted ? action.shown(state) : state;
        return new Answer(accepted, shows(action) ? truth : null);
    }

    private boolean shows(Action action) {
        return action instanceof Action.Get || random.nextInt(3) > 0;
    }

    /** One answer is made to tell something else. */
    static List<Operation> falsified(List<Operation> history, SplittableRandom random) {
        var falsified = new ArrayList<>(history);
        int index = random.nextInt(history.size());
        Operation operation = history.get(index);
        Answer answer = operation.answer();
        if (answer != null) {
            falsified.set(
                    index,
                    new Operation(
                            operation.client(),
                            operation.action(),
                            operation.invoked(),
                            operation.ended(),
                            other(answer, operation.action(), random)));
        }
        return falsified;
    }

    private static Answer other(Answer answer, Action action, SplittableRandom random) {
        boolean flips = !(action.guard() instanceof Guard.Always) && random.nextBoolean();
        @Nullable ItemState shown = answer.shown();
        if (shown == null || flips) {
            return new Answer(answer.accepted() != flips, shown);
        }
        var otherShown =
                switch (random.nextInt(3)) {
                    case 0 -> ItemState.ABSENT;
                    case 1 -> shown.plus(1);
                    default -> new ItemState(Math.max(0, shown.value() - 1), shown.counter());
                };
        return new Answer(answer.accepted(), otherShown);
    }
}
