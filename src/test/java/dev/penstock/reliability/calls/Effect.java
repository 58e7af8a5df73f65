package dev.penstock.reliability.calls;

/** What a failed call must lead to. */
enum Effect {
    /** The log cannot promise anything any more: exit 74. */
    STOPS,
    /** A snapshot, or letting the log forget what it covers, fails: shown, and tried again. */
    FAILS_A_SNAPSHOT,
    /** Something is tried again or left lying: nobody notices. */
    NOTHING;

    static Effect of(TracedCall call, Trace trace) {
        boolean isCleaning = call.isDelete() || trace.isBehindDelete(call);
        if (call.mentions("/snapshots")) {
            boolean isListing = call.mentions("O_DIRECTORY");
            return isCleaning || isListing ? NOTHING : FAILS_A_SNAPSHOT;
        }
        if (isCleaning) {
            return FAILS_A_SNAPSHOT;
        }
        return isPreparing(call) ? NOTHING : STOPS;
    }

    /**
     * Whether a start must not serve after this: something of the log is not durable. What could
     * not be opened may be asked for again, and what then is missing is found by reading.
     */
    static boolean endsStart(TracedCall call) {
        boolean isOpening = call.name().equals("openat");
        return call.mentions("/log") && !isPreparing(call) && !isOpening;
    }

    /** A prepared segment that is taken, under its last name, is prepared no more. */
    private static boolean isPreparing(TracedCall call) {
        boolean isTaking = call.name().startsWith("rename") && call.mentions(".cq4");
        return !isTaking && (call.mentions(".preparing") || call.mentions(".precreated"));
    }
}
