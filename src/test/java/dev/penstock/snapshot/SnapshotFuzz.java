package dev.penstock.snapshot;

import dev.penstock.fuzz.Allocation;
import dev.penstock.fuzz.FuzzInput;
import dev.penstock.tree.TreeShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Goal: whatever bytes stand in a snapshot's files, with whatever checksums, loading them ends with
 * trees that read and write back the same, or with a finding that names the file, at a bounded
 * cost; and the offline check agrees. Method: by the first byte, files of any bytes, or files that
 * a {@link SnapshotScript} writes with the right checksums.
 */
public final class SnapshotFuzz {
    private static final long ALLOCATED_BYTES_MAX = 64 << 20;

    private SnapshotFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var choices = new FuzzInput(input);
        var files = new FragileFiles();
        switch (choices.next() % 3) {
            case 0 -> files.replace(FileNames.manifest(1), choices.rest());
            case 1 -> {
                new SnapshotScript(choices, files).run();
                for (String name : names(files)) {
                    if (!FileNames.isManifest(name)) {
                        files.replace(name, choices.rest());
                        break;
                    }
                }
            }
            default -> new SnapshotScript(choices, files).run();
        }
        judge(files);
    }

    private static void judge(FragileFiles files) {
        List<SnapshotFinding> verified =
                Allocation.atMost(ALLOCATED_BYTES_MAX, () -> verify(files));
        LoadedSnapshot loaded = Allocation.atMost(ALLOCATED_BYTES_MAX, () -> load(files));
        for (SnapshotFinding finding : loaded.findings()) {
            if (finding.file().isBlank() || finding.offset() < 0) {
                throw new AssertionError("a finding without a place: " + finding);
            }
        }
        Snapshot snapshot = loaded.snapshot();
        if ((snapshot == null) == loaded.findings().isEmpty()) {
            throw new AssertionError("no snapshot and no finding, or both: " + loaded.findings());
        }
        if (snapshot != null && !verified.isEmpty()) {
            throw new AssertionError("loaded, but the check refuses it: " + verified);
        }
        if (snapshot == null && verified.isEmpty()) {
            throw new AssertionError("the check does not find " + loaded.findings());
        }
        if (snapshot != null) {
            requireSameAgain(snapshot);
        }
    }

    private static void requireSameAgain(Snapshot snapshot) {
        var files = new FragileFiles();
        var store = new DirectorySnapshotStore(files);
        store.load(Runnable::run, SnapshotFuzz::shape);
        store.write(snapshot);
        Snapshot again = load(files).snapshot();
        if (again == null
                || !TestSnapshots.content(again).equals(TestSnapshots.content(snapshot))) {
            throw new AssertionError("is not read back as it was");
        }
    }

    private static LoadedSnapshot load(FragileFiles files) {
        return new DirectorySnapshotStore(files).load(Runnable::run, SnapshotFuzz::shape);
    }

    private static TreeShape shape(boolean hasSortKey) {
        return new TreeShape(hasSortKey, 4, 4);
    }

    private static List<SnapshotFinding> verify(FragileFiles files) {
        try {
            return SnapshotVerification.verify(files).findings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(FragileFiles files) {
        try {
            return files.names();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
