package dev.penstock.partition;

/** Told once, on the writer's thread, that the node must halt at once (exit 74). */
@FunctionalInterface
public interface FatalHandler {
    /** The cause: storage that failed, or a broken invariant. Nothing will be answered any more. */
    void onFatal(Throwable cause);
}
