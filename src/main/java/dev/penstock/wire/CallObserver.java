package dev.penstock.wire;

/** Told of every answered request; metrics hang here. Called on event loops: must be cheap. */
@FunctionalInterface
public interface CallObserver {
    /** Looks away. */
    CallObserver NONE = (operation, status, latencyNanos) -> {};

    /**
     * An answer was handed to the socket.
     *
     * @param operation DynamoDB's name of the operation, empty if the request named none
     * @param status HTTP status of the answer
     * @param latencyNanos from the first byte seen to the answer handed to the socket
     */
    void answered(String operation, int status, long latencyNanos);
}
