package dev.penstock.partition;

import dev.penstock.common.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * What the engine takes from outside besides storage, so that a simulation can pass its own.
 *
 * @param uuids gives the UUID of each new table
 * @param threads makes the writer's thread and the background worker's
 */
public record Environment(
        Clock clock, Supplier<UUID> uuids, ThreadFactory threads, FatalHandler fatal) {
    /** Told once, on the writer's thread, that the node must halt at once (exit 74). */
    @FunctionalInterface
    public interface FatalHandler {
        /**
         * The cause: storage that failed, or a broken invariant. Nothing will be answered any more.
         */
        void onFatal(Throwable cause);
    }
}
