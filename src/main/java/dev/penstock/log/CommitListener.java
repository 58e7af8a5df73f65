package dev.penstock.log;

import java.util.List;

/**
 * Told of each batch once it is durable, on the writer's thread: must be quick, and must not fail.
 */
@FunctionalInterface
public interface CommitListener {
    /**
     * A batch is durable.
     *
     * @param firstSequence of the batch
     * @param end where the log ends with it
     * @param streamed those of its commits that a stream shows something of, in order; often none
     */
    void onBatch(long firstSequence, LogEnd end, List<Commit> streamed);

    /**
     * One commit.
     *
     * @param changes all of them, those that no stream shows too
     */
    record Commit(long sequence, List<Change> changes) {}
}
