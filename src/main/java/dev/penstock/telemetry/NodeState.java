package dev.penstock.telemetry;

import jakarta.inject.Singleton;

/**
 * How far the node is in its life. Moved by the thread that starts and stops the node, read by any.
 */
@Singleton
public final class NodeState {
    /** The phases, in the order in which they follow each other. */
    public enum Phase {
        /** Listening, but nothing is readable yet: the log is replayed. */
        RECOVERING,
        /** All operations are served. */
        READY,
        /** Told to stop: what is under way is finished, nothing new is begun. */
        DRAINING
    }

    /** One reference that stands for itself: needs no pairing. */
    private volatile Phase phase = Phase.RECOVERING;

    public Phase phase() {
        return phase;
    }

    /** Moves on; a node never goes back. */
    public void enter(Phase next) {
        if (next.compareTo(phase) < 0) {
            throw new IllegalStateException(phase + " cannot be followed by " + next);
        }
        phase = next;
    }
}
