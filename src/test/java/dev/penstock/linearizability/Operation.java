package dev.penstock.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * An action with the time in which it took effect, if it did. Times are of one clock that all
 * clients share.
 *
 * @param answer null: none came, so it may have happened or not
 * @param ended when the answer came; without one, when the process died that it was sent to: from
 *     then on it cannot happen any more; {@link #NEVER} if that process lives
 */
public record Operation(
        int client, Action action, long invoked, long ended, @Nullable Answer answer) {
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        if (ended < invoked) {
            throw new IllegalArgumentException("ended before it was invoked");
        }
    }

    boolean isAnswered() {
        return answer != null;
    }

    /** Whether its answer proves that it left the item as it was, so that only its time counts. */
    boolean onlyLooks() {
        return switch (action) {
            case Action.Get get -> true;
            case Action.Put put -> isRefused();
            case Action.Add add -> false;
            case Action.Delete delete -> isRefused() || foundNothing();
        };
    }

    private boolean isRefused() {
        return answer != null && !answer.accepted();
    }

    private boolean foundNothing() {
        return answer != null && ItemState.ABSENT.equals(answer.shown());
    }

    /** The same, as if its answer had not been heard. */
    Operation forgetful() {
        return new Operation(client, action, invoked, ended, null);
    }
}
