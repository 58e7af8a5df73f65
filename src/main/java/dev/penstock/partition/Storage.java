package dev.penstock.partition;

import dev.penstock.log.CommitLog;
import org.jspecify.annotations.Nullable;

/**
 * Where a database keeps what must survive. Opened and closed by the caller.
 *
 * @param snapshots null: recovery replays the whole log, and the log keeps everything
 */
public record Storage(CommitLog log, @Nullable Snapshots snapshots, DiskSpace disk) {
    /** Storage without snapshots. */
    public Storage(CommitLog log, DiskSpace disk) {
        this(log, null, disk);
    }
}
