package dev.penstock.reliability.crash;

/**
 * What one key may hold. One writer sends to a key, one operation at a time, each with the next
 * version; a delete is a version too. Thread-safe.
 *
 * <p>After a crash the key must hold the state of a version in [floor, sent], where floor is the
 * last version that was acknowledged or seen by a reader: what was seen is promised as well.
 */
final class KeyHistory {
    /** The version of a key that was never written. */
    static final long NEVER = 0;

    private static final int DELETE_EVERY = 7;

    private long sent = NEVER;
    private long floor = NEVER;
    private long acknowledged = NEVER;

    static boolean isDelete(long version) {
        return version % DELETE_EVERY == 0;
    }

    synchronized long send() {
        return ++sent;
    }

    synchronized void acknowledge(long version) {
        acknowledged = version;
        floor = Math.max(floor, version);
    }

    /** Whether the writer has not been told yet that this version is there. */
    synchronized boolean isEarly(long version) {
        return version > acknowledged;
    }

    /**
     * A reader saw this version, which it asked for when {@code floorBefore} was the floor.
     *
     * @param version of the item, or {@link #NEVER} if there was none
     * @return what is wrong, or an empty string
     */
    synchronized String see(long version, long floorBefore) {
        if (version == NEVER) {
            return seeNothing(floorBefore);
        }
        if (version > sent) {
            return "version " + version + " was never sent, last sent " + sent;
        }
        if (version < floorBefore) {
            return "version " + version + " is older than " + floorBefore + ", promised before";
        }
        floor = Math.max(floor, version);
        return "";
    }

    /** It was a delete that the reader saw: the earliest that it can have been is promised. */
    private String seeNothing(long floorBefore) {
        for (long candidate = floorBefore; candidate <= sent; candidate++) {
            if (shows(candidate) == NEVER) {
                floor = Math.max(floor, candidate);
                return "";
            }
        }
        return "nothing is there, and none of [" + floorBefore + ", " + sent + "] is a delete";
    }

    synchronized long floor() {
        return floor;
    }

    /**
     * Judges what stands in the database after a crash and takes it as the new truth.
     *
     * @param version of the item, or {@link #NEVER} if there is none
     * @return what is wrong, or an empty string
     */
    synchronized String recovered(long version) {
        long first = floor;
        long last = sent;
        for (long candidate = first; candidate <= last; candidate++) {
            if (shows(candidate) == version) {
                // The process that could still carry out an unanswered write is gone: settled.
                floor = candidate;
                sent = candidate;
                acknowledged = candidate;
                return "";
            }
        }
        return "holds version " + version + ", promised [" + first + ", " + last + "]";
    }

    private static long shows(long version) {
        return isDelete(version) ? NEVER : version;
    }
}
