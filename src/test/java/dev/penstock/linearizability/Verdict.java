package dev.penstock.linearizability;

/** What the checker says of a history. */
public sealed interface Verdict {
    /**
     * There is an order that explains all answers.
     *
     * @param configurations looked at
     */
    record Linearizable(int configurations) implements Verdict {}

    /**
     * There is none, and what ended before this operation still had one.
     *
     * @param culprit the first answer that nothing explains
     */
    record Violation(Operation culprit) implements Verdict {}

    /** Too many possibilities: says nothing about the server, and is no success. */
    record Undecided() implements Verdict {}
}
