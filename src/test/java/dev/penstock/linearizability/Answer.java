package dev.penstock.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * What a client was told.
 *
 * @param accepted false: the condition did not hold
 * @param shown the item that the answer shows: before a put, a delete or a refusal, after an add;
 *     null if nothing was asked for
 */
public record Answer(boolean accepted, @Nullable ItemState shown) {
    @Override
    public String toString() {
        String verdict = accepted ? "done" : "refused";
        return shown == null ? verdict : verdict + ", shows " + shown;
    }
}
