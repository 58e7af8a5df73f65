package dev.penstock.reliability.calls;

import java.util.regex.Pattern;

/** What a failed call must lead to. */
enum Effect {
    /** The log cannot promise anything any more: exit 74. */
    STOPS,
    /** The queue library asks again, or cannot go on: exit 74 or nothing. */
    MAY_STOP,
    /** A snapshot, or letting the log forget what it covers, fails: shown, and tried again. */
    FAILS_A_SNAPSHOT,
    /** Something is tried again or left lying: nobody notices. */
    NOTHING;

    /** Of a segment: derived, and made anew where it is missing. */
    private static final String INDEX = ".cq4.index";

    private static final Pattern DIRECTORY = Pattern.compile("/(?:log|snapshots|epoch-[^/\"]*)\"");

    static Effect of(TracedCall call, Trace trace) {
        boolean isCleaning = call.isDelete() || trace.isBehindDelete(call);
        if (call.mentions("/snapshots")) {
            boolean isListing = opensDirectory(call) && !trace.isBehindFile(call);
            return isCleaning || isListing ? NOTHING : FAILS_A_SNAPSHOT;
        }
        if (isCleaning) {
            return FAILS_A_SNAPSHOT;
        }
        if (isPreparing(call) || call.mentions(INDEX)) {
            return NOTHING;
        }
        return call.name().equals("openat") ? ofOpening(call, trace) : STOPS;
    }

    /** The writer opens a directory to sync it, others to list what the log may forget. */
    private static Effect ofOpening(TracedCall call, Trace trace) {
        if (!opensDirectory(call)) {
            return MAY_STOP;
        }
        return trace.isOfWriter(call) ? STOPS : FAILS_A_SNAPSHOT;
    }

    /** As we do it; the queue library's own listings say so. */
    private static boolean opensDirectory(TracedCall call) {
        return call.name().equals("openat")
                && DIRECTORY.matcher(call.arguments()).find()
                && !call.mentions("O_DIRECTORY");
    }

    /**
     * Whether a start must not serve after this: something of the log is not durable. What could
     * not be opened may be asked for again, and what then is missing is found by reading.
     */
    static boolean endsStart(TracedCall call) {
        boolean isOpening = call.name().equals("openat");
        return call.mentions("/log") && !isPreparing(call) && !isOpening && !call.mentions(INDEX);
    }

    /** A prepared segment that is taken, under its last name, is prepared no more. */
    private static boolean isPreparing(TracedCall call) {
        boolean isTaking = call.name().startsWith("rename") && call.mentions(".cq4");
        return !isTaking && (call.mentions(".preparing") || call.mentions(".precreated"));
    }
}
