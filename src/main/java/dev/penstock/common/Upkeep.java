package dev.penstock.common;

import org.jspecify.annotations.Nullable;

/**
 * What is looked after again and again beside everything else: each part by itself, so that one
 * that fails stops no other and is tried again with the next look. Belongs to the thread that
 * looks.
 */
public final class Upkeep {
    private final String name;

    /** Of the last look. Set by the thread that looks, read by any. */
    private volatile @Nullable RuntimeException failure;

    /**
     * Nothing has failed yet.
     *
     * @param name what is looked after, for whoever reads of its failure
     */
    public Upkeep(String name) {
        this.name = name;
    }

    /** Runs a part; what it throws is shown until the next look. */
    public void look(Runnable part) {
        try {
            part.run();
            failure = null;
        } catch (RuntimeException failed) {
            failure = failed;
        }
    }

    /** What the last look failed of, in a sentence; null if it did not. Any thread. */
    public @Nullable String problem() {
        RuntimeException failed = failure;
        return failed == null ? null : name + ": " + reasons(failed);
    }

    private static String reasons(Throwable failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed.toString() : failed + ": " + reasons(cause);
    }
}
