package dev.penstock.partition;

import dev.penstock.log.Batch;
import dev.penstock.log.Change;
import dev.penstock.log.CommitLog;
import dev.penstock.log.LogException;
import java.util.List;

/** Brings a draft from a snapshot's commit to the log's last one. For one use. */
final class Recovery {
    private final CommitLog log;
    private final Draft draft;
    private final long snapshotSequence;

    private long sequence;
    private long batches;
    private long commits;

    Recovery(CommitLog log, Draft draft) {
        this.log = log;
        this.draft = draft;
        snapshotSequence = draft.published().sequence();
        sequence = snapshotSequence;
    }

    /**
     * Replays what the log holds behind the snapshot, and publishes it in the draft.
     *
     * @throws LogException if the log does not continue where the snapshot ends
     */
    void replay() {
        if (log.firstSequence() > snapshotSequence + 1) {
            throw new LogException(
                    "the log begins with commit %d, but the newest valid snapshot ends with %d"
                            .formatted(log.firstSequence(), snapshotSequence));
        }
        log.read(snapshotSequence + 1, this::onBatch);
        if (sequence != log.end().sequence()) {
            throw new LogException(
                    "the log ends with commit %d, but recovery came to %d"
                            .formatted(log.end().sequence(), sequence));
        }
        draft.publish(sequence);
    }

    RecoveryReport report(long durationMicros) {
        return new RecoveryReport(
                snapshotSequence, batches, commits, draft.published().itemCount(), durationMicros);
    }

    private boolean onBatch(Batch batch) {
        batches++;
        long next = batch.firstSequence();
        for (List<Change> commit : batch.body().commits()) {
            if (next > snapshotSequence) {
                requireNext(next);
                commit.forEach(draft::apply);
                sequence = next;
                commits++;
            }
            next++;
        }
        return true;
    }

    private void requireNext(long next) {
        if (next != sequence + 1) {
            throw new LogException("commit " + next + " follows commit " + sequence);
        }
    }
}
