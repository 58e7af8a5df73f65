package dev.penstock.log;

import dev.penstock.common.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The encoded commits of one batch, one behind the other in one array that grows and is used again.
 *
 * <p>Owned by one thread: the writer fills it, gives it to {@link CommitLog#append}, and may clear
 * it as soon as that returns. A body that came from {@link CommitLog#read} belongs to its receiver.
 */
public final class BatchBody {
    /** Largest body: one largest commit beside a full batch of ordinary ones. */
    @Limit(
            of = "one batch in the log",
            unit = "bytes",
            beyond = "the commit waits for the next batch")
    public static final int BODY_BYTES_MAX = 64 << 20;

    private static final int FIRST_CAPACITY_BYTES = 64 << 10;

    /** An array that one huge batch needed is not kept for the small ones behind it. */
    private static final int KEPT_CAPACITY_BYTES_MAX = 8 << 20;

    private final TableFilter tables;
    private byte[] bytes;
    private int byteCount;
    private int commitCount;

    public BatchBody() {
        bytes = new byte[FIRST_CAPACITY_BYTES];
        tables = new TableFilter();
    }

    private BatchBody(byte[] bytes, int commitCount, TableFilter tables) {
        this.tables = tables;
        this.bytes = bytes;
        this.byteCount = bytes.length;
        this.commitCount = commitCount;
    }

    /**
     * A body of bytes of whole frames, which it takes over. That whole frames fill it exactly is
     * checked, so that a later {@link #commits} finds nothing wrong.
     *
     * @throws LogException if they do not
     */
    public static BatchBody ofBytes(byte[] bytes, int commitCount) {
        var tables = new TableFilter();
        int at = 0;
        int count = 0;
        while (at < bytes.length) {
            at += CommitFrame.wholeFrameBytesAt(bytes, at, bytes.length, tables);
            count++;
        }
        if (count != commitCount) {
            throw new LogException("a batch of " + count + " commits, expected " + commitCount);
        }
        return new BatchBody(bytes, commitCount, tables);
    }

    /**
     * Adds one commit. The changes become durable and visible together.
     *
     * @throws IllegalArgumentException if it has no change, or the body would become too large
     */
    public void addCommit(List<? extends Change> changes) {
        int frameBytes = CommitFrame.frameBytes(changes);
        if (frameBytes > BODY_BYTES_MAX - byteCount) {
            throw new IllegalArgumentException("a batch of more than " + BODY_BYTES_MAX + " bytes");
        }
        if (frameBytes > bytes.length - byteCount) {
            int capacity = Math.max(byteCount + frameBytes, 2 * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.min(capacity, BODY_BYTES_MAX));
        }
        CommitFrame.encode(changes, frameBytes, bytes, byteCount);
        for (Change change : changes) {
            tables.add(change.tableId());
        }
        byteCount += frameBytes;
        commitCount++;
    }

    /** Forgets all commits and keeps the array, unless it became unusually large. */
    public void clear() {
        byteCount = 0;
        commitCount = 0;
        tables.clear();
        if (bytes.length > KEPT_CAPACITY_BYTES_MAX) {
            bytes = new byte[FIRST_CAPACITY_BYTES];
        }
    }

    public int commitCount() {
        return commitCount;
    }

    /** Bytes of all frames together. */
    public int byteCount() {
        return byteCount;
    }

    /** Which tables the changes are of; the body's own, read only. */
    public TableFilter tables() {
        return tables;
    }

    /** Decodes every commit, in order. */
    public List<List<Change>> commits() {
        var commits = new ArrayList<List<Change>>(commitCount);
        for (int at = 0; at < byteCount; ) {
            int end = at + CommitFrame.frameBytesAt(bytes, at, byteCount);
            commits.add(CommitFrame.decode(bytes, at, end));
            at = end;
        }
        return commits;
    }

    /** Receives changes from {@link #changesOf}. */
    @FunctionalInterface
    public interface ChangeReader {
        /**
         * One change.
         *
         * @param commit of the batch, from 0
         * @param ordinal of the change in its commit, from 0
         */
        void onChange(int commit, int ordinal, Change change);
    }

    /** Decodes the changes of one table that have all of these flags, in order, and no others. */
    public void changesOf(int tableId, int flags, ChangeReader reader) {
        int commit = 0;
        for (int at = 0; at < byteCount; commit++) {
            int end = at + CommitFrame.frameBytesAt(bytes, at, byteCount);
            int commitIndex = commit;
            CommitFrame.decode(
                    bytes,
                    at,
                    end,
                    (table, found) -> table == tableId && (found & flags) == flags,
                    (ordinal, change) -> reader.onChange(commitIndex, ordinal, change));
            at = end;
        }
    }

    /** A body with its own bytes, for whoever keeps it longer than the call. */
    public BatchBody copy() {
        return new BatchBody(Arrays.copyOf(bytes, byteCount), commitCount, tables.copy());
    }

    /** The array behind the body, of which the first {@link #byteCount} bytes count. Read only. */
    public byte[] array() {
        return bytes;
    }
}
