package dev.penstock.feed;

import dev.penstock.common.Clock;
import dev.penstock.common.ClockWatch;
import dev.penstock.error.RequestException;
import dev.penstock.log.CommitLog;
import dev.penstock.table.StreamDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What streams need as time goes by: the log keeps what they may still be asked for and no more, a
 * commit comes behind the end of each of their shards, so that it is known to be closed, and what
 * was disabled long ago is forgotten.
 *
 * <p>Belongs to the background worker that looks each second; {@link #retainFrom} may be called by
 * any thread.
 */
public final class StreamUpkeep {
    private static final int LOOKS_PER_SWEEP = 60;
    private static final int SHORTAGE_MAX = 16;

    private final Limits limits;
    private final CommitLog log;
    private final Clock clock;
    private final Supplier<List<StreamDefinition>> streams;
    private final LongSupplier exportsFrom;
    private final Commands writer;
    private final ClockWatch watch;

    private int looks;

    /**
     * The last time that was not doubtful: nothing is forgotten by a clock that has leapt ahead.
     * Set by who looks, read by any thread.
     */
    private volatile long trustedMicros;

    /** Looks in a row that found the disk short: each halves what streams may keep. */
    private volatile int shortage;

    private @Nullable CompletionStage<?> pending;

    /**
     * Begins with nothing to do.
     *
     * @param streams all that there are now
     * @param exportsFrom the first commit that exports lack; the largest number if none lacks any
     */
    public StreamUpkeep(
            Limits limits,
            CommitLog log,
            Clock clock,
            Supplier<List<StreamDefinition>> streams,
            LongSupplier exportsFrom,
            Commands writer) {
        this.limits = limits;
        this.log = log;
        this.clock = clock;
        this.streams = streams;
        this.exportsFrom = exportsFrom;
        this.writer = writer;
        long lastMicros = log.end().commitMicros();
        trustedMicros = lastMicros == 0 ? clock.micros() : lastMicros;
        watch = new ClockWatch(limits.clockPauseMicros(), trustedMicros);
    }

    /**
     * How much of the past is kept.
     *
     * @param micros for so long, records and streams that were disabled
     * @param bytes of log at most, beside what others need
     * @param clockPauseMicros how long nothing is forgotten after the clock has leapt ahead
     */
    public record Limits(long micros, long bytes, long clockPauseMicros) {}

    /** What the writer is asked to do. */
    @FunctionalInterface
    public interface Commands {
        /**
         * Keeps streams in order.
         *
         * @param forgotten streams of which nothing can be read any more
         * @param closes whether there must be a commit, for shards that have ended before it
         * @throws RequestException if the writer takes nothing now
         */
        CompletionStage<?> keep(List<StreamDefinition.Identity> forgotten, boolean closes);
    }

    /**
     * Looks at all streams.
     *
     * @param isDiskShort whether the log must give way
     * @param snapshotsFrom what snapshots need the log from; null: the log keeps everything
     */
    public void onLook(boolean isDiskShort, @Nullable LongSupplier snapshotsFrom) {
        var all = streams.get();
        long now = clock.micros();
        if (!watch.isDoubtful(now)) {
            trustedMicros = now;
        }
        shortage = isDiskShort ? Math.min(SHORTAGE_MAX, shortage + 1) : 0;
        boolean sweeps = ++looks % LOOKS_PER_SWEEP == 0 || shortage > 0;
        if (all.isEmpty() && exportsFrom.getAsLong() == Long.MAX_VALUE) {
            return;
        }
        keep(all);
        if (sweeps && snapshotsFrom != null) {
            log.retain(retainFrom(snapshotsFrom.getAsLong()));
        }
    }

    /**
     * From where the log must be kept for streams and exports, and for those that need it from
     * here.
     */
    public long retainFrom(long othersFrom) {
        long oldestMicros = Long.MAX_VALUE;
        for (StreamDefinition stream : streams.get()) {
            oldestMicros = Math.min(oldestMicros, stream.life().sinceMicros());
        }
        long wanted = exportsFrom.getAsLong();
        if (oldestMicros != Long.MAX_VALUE) {
            wanted = Math.min(wanted, log.sequenceAt(oldestMicros));
        }
        if (wanted >= othersFrom) {
            return othersFrom;
        }
        long inTime = log.sequenceAt(trustedMicros - limits.micros());
        long inBytes = log.sequenceWithin(limits.bytes() >> shortage);
        return Math.min(othersFrom, Math.max(wanted, Math.max(inTime, inBytes)));
    }

    /**
     * What time it was when the clock could last be believed: by this, and not by the clock, it is
     * judged what is too old. Any thread.
     */
    public long trustedMicros() {
        return Math.min(trustedMicros, clock.micros());
    }

    private void keep(List<StreamDefinition> all) {
        var waited = pending;
        if (waited != null && !waited.toCompletableFuture().isDone()) {
            return;
        }
        long now = clock.micros();
        var forgotten = new ArrayList<StreamDefinition.Identity>();
        boolean closes = false;
        for (StreamDefinition stream : all) {
            var life = stream.life();
            if (life.isEnabled()) {
                closes |= isUnclosed(life, now);
            } else if (trustedMicros - life.disabledMicros() > limits.micros()) {
                forgotten.add(stream.identity());
            }
        }
        if (closes || !forgotten.isEmpty()) {
            pending = ask(forgotten, closes);
        }
    }

    /** Whether the end of a shard has passed, and no commit behind it says so. */
    private boolean isUnclosed(StreamDefinition.Life life, long now) {
        return now >= life.sinceMicros()
                && log.end().commitMicros() < life.rollStartMicros(life.roll(now));
    }

    /** A writer that is too busy, or stops, is asked again with the next look. */
    private @Nullable CompletionStage<?> ask(
            List<StreamDefinition.Identity> forgotten, boolean closes) {
        try {
            return writer.keep(forgotten, closes);
        } catch (RequestException refused) {
            return null;
        }
    }
}
