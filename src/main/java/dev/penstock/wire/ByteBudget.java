package dev.penstock.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bound on bytes held by all connections together. Any thread. What was reserved must be released
 * exactly once, whatever becomes of the request.
 */
final class ByteBudget {
    private final long bytesMax;
    private final AtomicLong reserved = new AtomicLong();

    ByteBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes {@code bytes} if they fit; takes nothing and says false if they do not. */
    boolean tryReserve(long bytes) {
        if (reserved.addAndGet(bytes) > bytesMax) {
            reserved.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Takes {@code bytes} even if they do not fit: for an answer that must be given. */
    void reserve(long bytes) {
        reserved.addAndGet(bytes);
    }

    boolean isExhausted() {
        return reserved.get() >= bytesMax;
    }

    /** Whether half of it is taken: time to part with who takes long. */
    boolean isPressed() {
        return reserved.get() > bytesMax / 2;
    }

    /** Like {@link #tryReserve}, for what may be long: it leaves an eighth to what is short. */
    boolean tryReserveLong(long bytes) {
        if (reserved.addAndGet(bytes) > bytesMax - bytesMax / 8) {
            reserved.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    boolean isUnused() {
        return reserved.get() == 0;
    }

    void release(long bytes) {
        long left = reserved.addAndGet(-bytes);
        if (left < 0) {
            throw new IllegalStateException("released more than was reserved: " + left);
        }
    }
}
