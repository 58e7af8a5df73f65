package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Writes down why requests failed: a caller's error at DEBUG, load at WARN, the server's own at
 * ERROR. What comes in floods (a full inbox, a full disk) is written once a second, with the number
 * of those in between; what nobody expected is always written, with its trace. Any thread.
 */
final class FailureLog {
    private static final System.Logger LOG = System.getLogger("dev.penstock.wire");
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final AtomicLong nextNanos;
    private final AtomicLong suppressed = new AtomicLong();

    FailureLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** A bug, or something like it. */
    void unexpected(String operation, Throwable problem) {
        LOG.log(Level.ERROR, "request failed operation=" + operation, problem);
    }

    /** An ending that the code knows. */
    void expected(String operation, RequestException error) {
        switch (error.code().blame()) {
            case CALLER ->
                    LOG.log(
                            Level.DEBUG,
                            () -> "request refused operation=" + operation + code(error.code()));
            case LOAD -> limited(Level.WARNING, operation, error);
            case SERVER -> limited(Level.ERROR, operation, error);
        }
    }

    private void limited(Level level, String operation, RequestException error) {
        long now = nanoTime.getAsLong();
        long next = nextNanos.get();
        if (now - next < 0 || !nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
            suppressed.incrementAndGet();
            return;
        }
        LOG.log(
                level,
                "request not served operation="
                        + operation
                        + code(error.code())
                        + " alsoSuppressed="
                        + suppressed.getAndSet(0));
    }

    private static String code(ErrorCode code) {
        return " code=" + code;
    }
}
