package dev.penstock.partition;

import dev.penstock.log.Batch;
import dev.penstock.log.Change;
import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import dev.penstock.snapshot.LoadedSnapshot;
import dev.penstock.snapshot.Snapshot;
import dev.penstock.snapshot.SnapshotFinding;
import java.util.List;
import java.util.concurrent.Executor;

/** Makes the draft of what storage holds: the newest whole snapshot, and the log behind it. */
final class Recovery {
    private final CommitLog log;
    private final Draft draft;
    private final Replay replay;
    private final LogEnd snapshotEnd;
    private final List<String> findings;

    private long sequence;
    private long batches;
    private long commits;
    private long replayedBytes;

    private Recovery(
            CommitLog log, Draft draft, Replay replay, LogEnd snapshotEnd, List<String> findings) {
        this.log = log;
        this.draft = draft;
        this.replay = replay;
        this.snapshotEnd = snapshotEnd;
        this.findings = findings;
        sequence = snapshotEnd.sequence();
    }

    /**
     * Recovers a database; ready once this returns. All is read and judged before anything is
     * changed.
     *
     * @param executor reads a snapshot's files and replays beside this thread
     * @throws dev.penstock.log.LogException if the log is damaged
     * @throws UnrecoverableException if it does not continue where the snapshot ends
     */
    static Recovery run(DatabaseSettings settings, Storage storage, Executor executor) {
        Recovery recovery = begin(settings, storage, executor);
        recovery.replay();
        storage.log().begin();
        return recovery;
    }

    Draft draft() {
        return draft;
    }

    Snapshotter.Recovered recovered() {
        return new Snapshotter.Recovered(snapshotEnd, replayedBytes);
    }

    RecoveryReport report(long durationMicros) {
        return new RecoveryReport(
                snapshotEnd.sequence(),
                new RecoveryReport.Replayed(batches, commits),
                draft.published().itemCount(),
                durationMicros,
                findings);
    }

    private static Recovery begin(DatabaseSettings settings, Storage storage, Executor executor) {
        var loaded = load(settings, storage, executor);
        Snapshot snapshot = loaded.snapshot();
        LogEnd end = snapshot == null ? LogEnd.NONE : snapshot.end();
        List<Table> tables =
                snapshot == null ? List.of() : SnapshotTables.tables(snapshot, settings);
        var draft = new Draft(settings, end.sequence(), tables);
        var replay = new Replay(draft, executor, settings.watermarks().heapBytesMax());
        List<String> findings = loaded.findings().stream().map(SnapshotFinding::toString).toList();
        return new Recovery(storage.log(), draft, replay, end, findings);
    }

    private static LoadedSnapshot load(
            DatabaseSettings settings, Storage storage, Executor executor) {
        Snapshots snapshots = storage.snapshots();
        return snapshots == null
                ? new LoadedSnapshot(null, List.of())
                : snapshots.store().load(executor, settings.tree()::shape);
    }

    private void replay() {
        requireContinuation();
        log.read(sequence + 1, this::onBatch);
        if (sequence != log.end().sequence()) {
            throw new UnrecoverableException(
                    "%s: the log ends with commit %d, but recovery came to %d"
                            .formatted(
                                    log.placeOf(log.end().sequence() + 1),
                                    log.end().sequence(),
                                    sequence));
        }
        replay.finish();
        draft.publish(sequence);
    }

    private void requireContinuation() {
        if (log.firstSequence() > sequence + 1) {
            throw new UnrecoverableException(
                    "%s: the log begins with commit %d, but the newest whole snapshot ends with %d"
                                    .formatted(
                                            log.placeOf(sequence + 1),
                                            log.firstSequence(),
                                            sequence)
                            + (findings.isEmpty() ? "" : "; " + findings.getFirst()));
        }
    }

    private boolean onBatch(Batch batch) {
        batches++;
        replayedBytes += batch.body().byteCount();
        long next = batch.firstSequence();
        for (List<Change> commit : batch.body().commits()) {
            if (next > snapshotEnd.sequence()) {
                requireNext(next);
                commit.forEach(replay::add);
                sequence = next;
                commits++;
            }
            next++;
        }
        return true;
    }

    private void requireNext(long next) {
        if (next != sequence + 1) {
            throw new UnrecoverableException(
                    "%s: commit %d follows commit %d".formatted(log.placeOf(next), next, sequence));
        }
    }
}
