package dev.penstock.wire.changes;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all subscribers of one event loop each second: who has heard nothing is told that the
 * connection lives, who takes nothing is cut off. Used by its own event loop only.
 */
public final class SubscriberSweep {
    private static final long PERIOD_MILLIS = 1_000;

    private final LoopTurns loop;
    private final LongSupplier nanoTime;
    private final Set<SubscriberResponse> watched = new LinkedHashSet<>();
    private @Nullable ScheduledFuture<?> timer;

    /** The time of the last look: near enough. */
    private long nanos;

    public SubscriberSweep(LoopTurns loop, LongSupplier nanoTime) {
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    public LoopTurns loop() {
        return loop;
    }

    long nanos() {
        return nanos;
    }

    void add(SubscriberResponse response) {
        if (watched.isEmpty()) {
            nanos = nanoTime.getAsLong();
            timer =
                    loop.loop()
                            .scheduleWithFixedDelay(
                                    this::look,
                                    PERIOD_MILLIS,
                                    PERIOD_MILLIS,
                                    TimeUnit.MILLISECONDS);
        }
        watched.add(response);
    }

    void remove(SubscriberResponse response) {
        if (watched.remove(response) && watched.isEmpty() && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void look() {
        nanos = nanoTime.getAsLong();
        for (SubscriberResponse response : List.copyOf(watched)) {
            response.look();
        }
    }
}
