package dev.penstock.partition;

import dev.penstock.common.Clock;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.feed.FeedChange;
import dev.penstock.feed.FeedCommit;
import dev.penstock.feed.LiveTables;
import dev.penstock.feed.StreamedCommits;
import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.Change;
import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import dev.penstock.log.NoRoomException;
import java.util.ArrayList;
import java.util.List;

/**
 * The one that decides: takes commands from the inbox, decides and applies them, makes them durable
 * with one append and one sync per batch, publishes, and only then answers.
 *
 * <p>All of it belongs to the writer's thread, which turns it; a simulation turns it by hand. An
 * exception out of {@link #turn} is fatal: it must never be turned again.
 */
final class Writer {
    private final Inbox inbox;
    private final Draft draft;
    private final Decider decider;
    private final CommitLog log;
    private final Clock clock;
    private final DatabaseSettings.Batching limits;
    private final PublicationListener published;

    private final StreamedCommits streamed;
    private final LiveTables live;

    private final BatchBody body = new BatchBody();
    private final List<Inbox.Submission> taken = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<FeedCommit> followed = new ArrayList<>();
    private final Reply.Groups replies = new Reply.Groups();
    private long takenBytes;
    private LogEnd end;

    Writer(Inbox inbox, Draft draft, Decider decider, WriterPorts ports) {
        this.inbox = inbox;
        this.draft = draft;
        this.decider = decider;
        log = ports.log();
        clock = ports.clock();
        limits = ports.limits();
        published = ports.published();
        streamed = ports.streamed();
        live = ports.live();
        end = log.end();
    }

    /** What the writer needs besides its own state. */
    record WriterPorts(
            CommitLog log,
            Clock clock,
            DatabaseSettings.Batching limits,
            PublicationListener published,
            StreamedCommits streamed,
            LiveTables live) {}

    /** Told, on the writer's thread, of each version that has become durable. Must be quick. */
    @FunctionalInterface
    interface PublicationListener {
        /**
         * A batch is durable, and this is the version it ended with.
         *
         * @param logBytes bytes that the version's batch added to the log
         * @param followed its commits, as far as they changed tables that somebody follows
         */
        void onPublished(Version version, LogEnd end, long logBytes, List<FeedCommit> followed);
    }

    /**
     * Decides what waits, up to one batch, and answers it.
     *
     * @return commands answered; 0 if none waited
     */
    int turn() {
        long micros = Math.max(clock.micros(), end.commitMicros() + 1);
        streamed.beginBatch(end.sequence() + 1);
        draft.follow(live.beginBatch());
        Inbox.Submission next;
        while (hasRoom() && (next = inbox.poll()) != null) {
            take(next, micros);
        }
        if (body.commitCount() > 0) {
            commit(micros);
        }
        return answer();
    }

    /** Held bytes bound what came in; the body's bytes bound what a small update makes of it. */
    private boolean hasRoom() {
        return taken.size() < limits.commandsMax()
                && takenBytes < limits.bytesMax()
                && body.byteCount() < limits.bytesMax();
    }

    private void take(Inbox.Submission submission, long micros) {
        taken.add(submission);
        takenBytes += submission.heldBytes();
        Decision decision = decider.decide(submission.command(), micros);
        List<Change> changes = decision.changes();
        if (!changes.isEmpty()) {
            streamed.add(end.sequence() + body.commitCount() + 1, changes);
            body.addCommit(changes);
            for (Change change : changes) {
                draft.apply(change);
            }
            follow();
        }
        outcomes.add(decision.outcome());
    }

    private void follow() {
        List<FeedChange> changes = draft.takeFollowed();
        if (!changes.isEmpty()) {
            followed.add(new FeedCommit(end.sequence() + body.commitCount(), changes));
        }
    }

    private void commit(long micros) {
        var batch = new Batch(end.batchNumber() + 1, end.sequence() + 1, micros, body);
        try {
            log.append(batch);
        } catch (NoRoomException full) {
            refuse();
            return;
        }
        end = end.after(batch);
        log.sync();
        published.onPublished(draft.publish(end.sequence()), end, body.byteCount(), followed);
        followed.clear();
        body.clear();
    }

    /** All of them: a condition that failed may have been judged on what is not to be. */
    private void refuse() {
        draft.discard();
        followed.clear();
        streamed.discard();
        body.clear();
        decider.onNoRoom();
        var refusal = new RequestException(ErrorCode.INTERNAL, Room.DISK_FULL);
        outcomes.replaceAll(_ -> new Outcome.Refused(refusal));
    }

    /**
     * A batch without a commit needs no sync: all that its outcomes were decided from was published
     * with an earlier batch, and so is durable.
     */
    private int answer() {
        int count = taken.size();
        for (int i = 0; i < count; i++) {
            replies.add(taken.get(i), outcomes.get(i));
        }
        replies.handOver();
        inbox.release(count, takenBytes);
        taken.clear();
        outcomes.clear();
        takenBytes = 0;
        return count;
    }
}
