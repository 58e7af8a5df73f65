package dev.penstock.wire.connection;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all connections of one event loop now and then. So a connection costs no timer, a
 * request no look at the clock: the time of the last look will do. Used by its own event loop only.
 */
final class Sweep implements Runnable {
    private final LongSupplier nanoTime;
    private final BooleanSupplier pressed;
    private final long periodMillis;
    private final Set<ConnectionGuard> guards = new HashSet<>();
    private @Nullable ScheduledFuture<?> timer;
    private long nanos;

    Sweep(LongSupplier nanoTime, BooleanSupplier pressed, long periodMillis) {
        this.nanoTime = nanoTime;
        this.pressed = pressed;
        this.periodMillis = periodMillis;
    }

    void add(ConnectionGuard guard, EventLoop loop) {
        if (guards.isEmpty()) {
            nanos = nanoTime.getAsLong();
            timer =
                    loop.scheduleWithFixedDelay(
                            this, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        }
        guards.add(guard);
    }

    void remove(ConnectionGuard guard) {
        if (guards.remove(guard) && guards.isEmpty() && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** The time of the last look. */
    long nanos() {
        return nanos;
    }

    @Override
    public void run() {
        nanos = nanoTime.getAsLong();
        boolean isPressed = pressed.getAsBoolean();
        // A guard that closes its connection may be removed at once.
        for (ConnectionGuard guard : guards.toArray(ConnectionGuard[]::new)) {
            guard.look(nanos, isPressed);
        }
    }
}
