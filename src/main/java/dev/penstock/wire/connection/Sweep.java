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
 * request no look at the clock: the time of the last look will do. However many connections there
 * are, and however many of them end at once, requests have their turns in between. Used by its own
 * event loop only.
 */
final class Sweep {
    private static final int LOOKS_PER_TURN = 256;

    /** An end takes much longer than a look: an answer to write, a connection to take down. */
    private static final int ENDS_PER_TURN = 4;

    private static final Watched[] NONE = {};

    private final LongSupplier nanoTime;
    private final BooleanSupplier pressed;
    private final long periodMillis;
    private final Set<Watched> watched = new HashSet<>();
    private @Nullable ScheduledFuture<?> timer;
    private long nanos;
    private boolean isPressed;

    /** Who is looked at in this round, and who is next. */
    private Watched[] round = NONE;

    private int next;

    /** What is looked at. */
    interface Watched {
        /**
         * Ends what is overdue; does nothing once it is removed.
         *
         * @param nanos the time of this look
         * @param isPressed whether memory runs short, and patience with it
         * @return whether it was ended
         */
        boolean look(long nanos, boolean isPressed);
    }

    Sweep(LongSupplier nanoTime, BooleanSupplier pressed, long periodMillis) {
        this.nanoTime = nanoTime;
        this.pressed = pressed;
        this.periodMillis = periodMillis;
    }

    void add(Watched one, EventLoop loop) {
        if (watched.isEmpty()) {
            nanos = nanoTime.getAsLong();
            timer =
                    loop.scheduleWithFixedDelay(
                            () -> begin(loop), periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        }
        watched.add(one);
    }

    void remove(Watched one) {
        if (watched.remove(one) && watched.isEmpty() && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** The time of the last look. */
    long nanos() {
        return nanos;
    }

    private void begin(EventLoop loop) {
        if (next < round.length) {
            return;
        }
        nanos = nanoTime.getAsLong();
        isPressed = pressed.getAsBoolean();
        round = watched.toArray(Watched[]::new);
        next = 0;
        turn(loop);
    }

    private void turn(EventLoop loop) {
        int end = Math.min(round.length, next + LOOKS_PER_TURN);
        int ended = 0;
        while (next < end && ended < ENDS_PER_TURN) {
            ended += round[next].look(nanos, isPressed) ? 1 : 0;
            next++;
        }
        if (next < round.length) {
            // Due at once, and yet not before the loop has been round.
            var _ = loop.schedule(() -> turn(loop), 0, TimeUnit.NANOSECONDS);
        } else {
            round = NONE;
            next = 0;
        }
    }
}
