package dev.penstock.expiry;

import dev.penstock.common.Clock;
import dev.penstock.common.ClockWatch;
import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.index.HiddenIndex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the removal of items whose time has come: table by table, the oldest first, a few at a
 * time, and never for more before it was answered. What it sees is a little behind the tables, so
 * who removes judges again.
 *
 * <p>A background worker looks now and then; a sweep that has begun belongs to whoever carries it
 * on, one after the other.
 */
public final class Sweeper {
    /*
     * A look begins a sweep of all that is due at that moment, unless one goes on. Each answer asks
     * for the next few, so a sweep is as fast as the writer is, and takes one place in its inbox. A
     * refusal (a full inbox or disk, indexes that lag) leaves the table to the next sweep.
     */

    /** Small beside a batch of the writer, large beside the cost of a commit. */
    @Limit(
            of = "expired items under one removal",
            unit = "items",
            beyond = "the rest is removed with the next")
    static final int KEYS_MAX = 256;

    private final Supplier<List<HiddenIndex>> indexes;
    private final Removals removals;
    private final Executor executor;
    private final Clock clock;

    /** The looker's own. */
    private final ClockWatch watch;

    /** Set by who begins a sweep, cleared by who ends it: the handover between them. */
    private final AtomicBoolean isSweeping = new AtomicBoolean();

    /** Belongs to who sweeps: tables that are not through. */
    private final Deque<DueItems> tables = new ArrayDeque<>();

    /** Counted by who sweeps, read by any thread. */
    private final AtomicLong removed = new AtomicLong();

    /** Why the last sweep ended early: set by who sweeps, taken by the looker. */
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Set by the looker, read by any thread. */
    private volatile long lagMicros;

    /** Set by the looker, read by any thread. */
    private volatile boolean isPaused;

    /**
     * Begins with nothing to do.
     *
     * @param indexes those of all tables whose items expire; see {@link ExpiryIndex}
     * @param executor carries a sweep on, away from the thread that answers
     * @param watched the clock, with what is known of it so far
     */
    public Sweeper(
            Supplier<List<HiddenIndex>> indexes,
            Removals removals,
            Executor executor,
            WatchedClock watched) {
        this.indexes = indexes;
        this.removals = removals;
        this.executor = executor;
        clock = watched.clock();
        watch = new ClockWatch(watched.pauseMicros(), watched.lastMicros());
    }

    /**
     * A clock that may leap.
     *
     * @param pauseMicros for so long nothing expires after it has
     * @param lastMicros a time that had come already
     */
    public record WatchedClock(Clock clock, long pauseMicros, long lastMicros) {}

    /** Who removes. */
    @FunctionalInterface
    public interface Removals {
        /**
         * Removes those of the items whose time has come, by what they are when it is decided.
         *
         * @param items each with its keys first; others may follow
         * @throws RequestException if nothing is taken now
         */
        CompletionStage<Judged> remove(int tableId, List<byte[]> items);
    }

    /**
     * What became of a removal.
     *
     * @param items of the first ones, how many were judged; 0: it was refused
     * @param removed how many of those are gone
     */
    public record Judged(int items, int removed) {
        public static final Judged REFUSED = new Judged(0, 0);
    }

    /**
     * Looks what is due. Background worker only, one at a time.
     *
     * @throws IllegalStateException if the last sweep failed; the next look begins another
     */
    public void look() {
        Throwable failed = failure.getAndSet(null);
        if (failed != null) {
            throw new IllegalStateException("a sweep failed", failed);
        }
        long now = clock.micros();
        isPaused = watch.isDoubtful(now);
        List<DueItems> due = dueAt(now);
        long lag = 0;
        for (DueItems table : due) {
            lag = Math.max(lag, table.lagMicros(now));
        }
        lagMicros = lag;
        if (!isPaused && lag > 0 && isSweeping.compareAndSet(false, true)) {
            tables.addAll(due);
            carryOn(this::sweep);
        }
    }

    private List<DueItems> dueAt(long micros) {
        List<HiddenIndex> all = indexes.get();
        if (all.isEmpty()) {
            return List.of();
        }
        var times = DueTimes.at(micros);
        var due = new ArrayList<DueItems>();
        for (HiddenIndex index : all) {
            due.add(new DueItems(index, times));
        }
        return due;
    }

    /** What fails ends this sweep, not those to come. */
    private void carryOn(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failed) {
            giveUp(failed);
        }
    }

    private void giveUp(Throwable failed) {
        failure.set(failed);
        tables.clear();
        isSweeping.set(false);
    }

    private void sweep() {
        while (!tables.isEmpty()) {
            DueItems table = tables.getFirst();
            List<byte[]> items = table.next(KEYS_MAX);
            if (!items.isEmpty() && ask(table, items)) {
                return;
            }
            tables.removeFirst();
        }
        isSweeping.set(false);
    }

    private boolean ask(DueItems table, List<byte[]> items) {
        try {
            var _ =
                    removals.remove(table.tableId(), items)
                            .whenCompleteAsync(
                                    (judged, failed) -> {
                                        if (failed == null) {
                                            carryOn(() -> onJudged(table, items, judged));
                                        } else {
                                            giveUp(failed);
                                        }
                                    },
                                    executor);
            return true;
        } catch (RequestException _) {
            return false;
        }
    }

    private void onJudged(DueItems table, List<byte[]> items, Judged judged) {
        if (judged.items() == 0) {
            tables.removeFirst();
        } else {
            removed.addAndGet(judged.removed());
            table.pass(items.get(judged.items() - 1));
        }
        sweep();
    }

    /** Items removed since the start. Any thread. */
    public long removed() {
        return removed.get();
    }

    /** At the last look, how long the oldest item was overdue; 0: none was. Any thread. */
    public long lagMicros() {
        return lagMicros;
    }

    /** Whether the clock leapt ahead, and nothing expires for a while. Any thread. */
    public boolean isPaused() {
        return isPaused;
    }
}
