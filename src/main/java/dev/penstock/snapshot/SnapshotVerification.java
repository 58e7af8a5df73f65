package dev.penstock.snapshot;

import dev.penstock.item.ItemKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and checks every byte of every snapshot, without building anything. */
public final class SnapshotVerification {
    private SnapshotVerification() {}

    /**
     * What the check found.
     *
     * @param findings what is wrong, in no particular order; empty if nothing is
     * @param kept those that the log must continue, newest first: two, if there are as many
     */
    public record Verified(List<SnapshotFinding> findings, List<Kept> kept) {
        public Verified {
            findings = List.copyOf(findings);
            kept = List.copyOf(kept);
        }
    }

    /**
     * A snapshot with a manifest that can be read.
     *
     * @param manifest the manifest's file name
     * @param sequence the last commit in it
     */
    public record Kept(String manifest, long sequence) {}

    /**
     * Checks a snapshot directory that no store is using.
     *
     * @throws IOException if the directory cannot be listed
     */
    public static Verified verify(Path directory) throws IOException {
        return verify(new DirectoryFiles(directory));
    }

    static Verified verify(SnapshotFiles files) throws IOException {
        var findings = new ArrayList<SnapshotFinding>();
        var kept = new ArrayList<Kept>();
        Set<TreeFile> checked = new HashSet<>();
        for (String name : SnapshotLoader.manifests(files.names())) {
            try {
                var manifest = Manifest.read(files, name);
                kept.add(new Kept(name, manifest.end().sequence()));
                for (TreeFile file : manifest.files()) {
                    if (checked.add(file)) {
                        check(files, file, findings);
                    }
                }
            } catch (DamagedFileException damaged) {
                findings.add(damaged.finding());
            }
        }
        int keptMax = DirectorySnapshotStore.KEPT_MAX;
        return new Verified(findings, kept.subList(0, Math.min(keptMax, kept.size())));
    }

    private static void check(SnapshotFiles files, TreeFile file, List<SnapshotFinding> findings) {
        try {
            TreeFileReader.read(files, file, new OrderCheck(file.hasSortKey()));
        } catch (DamagedFileException damaged) {
            findings.add(damaged.finding());
        }
    }

    /** Refuses items that are not in ascending order of their keys. */
    static final class OrderCheck implements Consumer<byte[]> {
        private final boolean hasSortKey;
        private @Nullable ItemKey previous;

        OrderCheck(boolean hasSortKey) {
            this.hasSortKey = hasSortKey;
        }

        @Override
        public void accept(byte[] item) {
            var key = ItemKey.of(item, hasSortKey);
            if (previous != null && previous.compareTo(key) >= 0) {
                throw new IllegalArgumentException("items are not in ascending key order");
            }
            previous = key;
        }
    }
}
