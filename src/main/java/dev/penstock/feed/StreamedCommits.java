package dev.penstock.feed;

import dev.penstock.log.Change;
import dev.penstock.log.CommitListener;
import dev.penstock.log.LogEnd;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commits of the batch in the making that a stream shows something of, kept until they are
 * durable. Belongs to the writer; only {@link #listen} may be called by any thread. Without a
 * listener nothing is kept, and without a stream there is nothing to keep.
 */
public final class StreamedCommits {
    private final List<CommitListener.Commit> waiting = new ArrayList<>();

    /** Set by any thread, read by the writer once per batch. */
    private volatile @Nullable CommitListener listener;

    /** The listener of this batch: it is told all of a batch or nothing. */
    private @Nullable CommitListener current;

    private long firstSequence;

    /** Who is told from the next batch on. Any thread. */
    public void listen(CommitListener told) {
        listener = told;
    }

    /** Whatever comes from now on belongs to one batch. */
    public void beginBatch(long nextSequence) {
        current = listener;
        firstSequence = nextSequence;
    }

    /** A commit of the batch. */
    public void add(long sequence, List<Change> changes) {
        if (current == null) {
            return;
        }
        for (Change change : changes) {
            if ((change.flags() & ChangeFlags.STREAMED) != 0) {
                waiting.add(new CommitListener.Commit(sequence, changes));
                return;
            }
        }
    }

    /** They are durable. */
    public void publish(LogEnd end) {
        if (current != null) {
            current.onBatch(firstSequence, end, waiting);
            waiting.clear();
        }
    }

    /** They were refused. */
    public void discard() {
        waiting.clear();
    }
}
