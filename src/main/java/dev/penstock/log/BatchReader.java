package dev.penstock.log;

/** Receives batches from {@link CommitLog#read}. */
@FunctionalInterface
public interface BatchReader {
    /** Returns whether to go on. The batch and its bytes are valid after the call too. */
    boolean onBatch(Batch batch);
}
