package dev.penstock.partition;

import dev.penstock.log.Change;
import java.util.List;

/**
 * What the writer will do about a command: the answer, and the changes of its commit.
 *
 * @param changes none if nothing changes; then the answer still waits for what it was decided from
 */
record Decision(Outcome outcome, List<Change> changes) {
    static Decision unchanged(Outcome outcome) {
        return new Decision(outcome, List.of());
    }

    static Decision of(Outcome outcome, Change change) {
        return new Decision(outcome, List.of(change));
    }
}
