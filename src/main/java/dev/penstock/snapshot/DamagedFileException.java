package dev.penstock.snapshot;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes of a snapshot are not what was written. Ends the reading of that snapshot. */
final class DamagedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SnapshotFinding finding;

    DamagedFileException(String file, long offset, String problem) {
        this(new SnapshotFinding(file, offset, problem), null);
    }

    /** A file that is missing, or whose bytes the storage does not give. */
    DamagedFileException(String file, IOException unreadable) {
        this(new SnapshotFinding(file, 0, "cannot be read: " + unreadable), unreadable);
    }

    private DamagedFileException(SnapshotFinding finding, @Nullable IOException cause) {
        super(finding.toString(), cause);
        this.finding = finding;
    }

    SnapshotFinding finding() {
        return finding;
    }
}
