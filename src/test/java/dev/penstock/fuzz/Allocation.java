package dev.penstock.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a step costs in memory, on its own thread. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The first time pays for classes that are loaded, and for what a fuzzer adds to them. */
    private static final int TRIES = 3;

    private Allocation() {}

    /**
     * Runs a step and returns what it does; an {@link AssertionError} if it allocates more than
     * this each time.
     *
     * @param step may be run again
     */
    public static <T extends @Nullable Object> T atMost(long bytesMax, Supplier<T> step) {
        long bytes = 0;
        for (int i = 0; i < TRIES; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            T result = step.get();
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (bytes <= bytesMax) {
                return result;
            }
        }
        throw new AssertionError("allocated " + bytes + " bytes");
    }

    /** The same for a step without a result. */
    public static void atMost(long bytesMax, Runnable step) {
        Allocation.<@Nullable Object>atMost(
                bytesMax,
                () -> {
                    step.run();
                    return null;
                });
    }
}
