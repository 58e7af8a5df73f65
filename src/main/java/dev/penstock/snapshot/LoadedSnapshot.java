package dev.penstock.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recovery begins with.
 *
 * @param snapshot null if no snapshot is whole, or none was ever written
 * @param findings what is wrong with snapshots newer than this one
 */
public record LoadedSnapshot(@Nullable Snapshot snapshot, List<SnapshotFinding> findings) {
    public LoadedSnapshot {
        findings = List.copyOf(findings);
    }
}
