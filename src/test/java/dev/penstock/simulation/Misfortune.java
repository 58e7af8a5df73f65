package dev.penstock.simulation;

import dev.penstock.simulation.disk.DiskCall;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What goes wrong in the life of one process: when it ends, and which calls fail. */
final class Misfortune {
    private static final int CALLS_OF_AN_OPENING = 150;
    private static final int CALLS_OF_A_LIFE = 4_000;
    private static final int CALLS_OF_A_KIND = 60;
    private static final int NEVER = Integer.MAX_VALUE;

    /** Calls that may fail, the likelier ones more than once. */
    private static final List<DiskCall> FAILING =
            List.of(
                    DiskCall.SYNC_FILE,
                    DiskCall.SYNC_FILE,
                    DiskCall.SYNC_FILE,
                    DiskCall.SYNC_DIRECTORY,
                    DiskCall.SYNC_DIRECTORY,
                    DiskCall.WRITE,
                    DiskCall.WRITE,
                    DiskCall.RENAME,
                    DiskCall.RENAME,
                    DiskCall.CREATE,
                    DiskCall.OPEN,
                    DiskCall.READ,
                    DiskCall.DELETE,
                    DiskCall.TRUNCATE,
                    DiskCall.MAKE_DIRECTORY,
                    DiskCall.LIST);

    /** Calls before which much is at stake. */
    private static final List<DiskCall> LAST =
            List.of(
                    DiskCall.SYNC_FILE,
                    DiskCall.SYNC_FILE,
                    DiskCall.SYNC_DIRECTORY,
                    DiskCall.RENAME,
                    DiskCall.DELETE);

    private int callsToLive = NEVER;

    /** The kind of call that is counted; null: each. */
    private @Nullable DiskCall last;

    private DiskCall failing = DiskCall.STORE;
    private int callsToFailure = NEVER;
    private int failuresLeft;
    private int failures;

    private Misfortune() {}

    static Misfortune none() {
        return new Misfortune();
    }

    static Misfortune of(RandomGenerator random, boolean failsCalls) {
        var misfortune = new Misfortune();
        switch (random.nextInt(8)) {
            case 0, 1 -> misfortune.callsToLive = random.nextInt(1, CALLS_OF_AN_OPENING);
            case 2, 3 -> misfortune.callsToLive = random.nextInt(1, CALLS_OF_A_LIFE);
            case 4, 5 -> {
                misfortune.last = LAST.get(random.nextInt(LAST.size()));
                misfortune.callsToLive = random.nextInt(1, CALLS_OF_A_KIND);
            }
            default -> misfortune.callsToLive = NEVER;
        }
        if (failsCalls && random.nextBoolean()) {
            misfortune.failing = FAILING.get(random.nextInt(FAILING.size()));
            misfortune.callsToFailure = 1 << random.nextInt(8);
            misfortune.callsToFailure = random.nextInt(1, misfortune.callsToFailure + 1);
            misfortune.failuresLeft = random.nextInt(1, 4);
        }
        return misfortune;
    }

    boolean isNone() {
        return callsToLive == NEVER && failuresLeft == 0;
    }

    /** Counts a call; returns whether the process ends before it. */
    boolean endsBefore(DiskCall call) {
        boolean counts = last == null || last == call;
        return callsToLive != NEVER && counts && --callsToLive <= 0;
    }

    /** Whether a call fails. */
    boolean fails(DiskCall call) {
        if (call != failing || failuresLeft == 0 || --callsToFailure > 0) {
            return false;
        }
        failuresLeft--;
        failures++;
        return true;
    }

    static Injected failure(DiskCall call) {
        return new Injected(call);
    }

    /**
     * Whether a sentence names a call that was made to fail: what could not be read of snapshots is
     * told in words, when none is left.
     */
    static boolean isNamedIn(String sentence) {
        return sentence.contains(Injected.class.getName());
    }

    /** Whether one of these failures is behind another. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Injected) {
                return true;
            }
        }
        return false;
    }

    /** What a call fails with that was made to fail. */
    static final class Injected extends IOException {
        private static final long serialVersionUID = 1L;

        private Injected(DiskCall call) {
            super("Input/output error: " + call);
        }
    }

    int failures() {
        return failures;
    }
}
