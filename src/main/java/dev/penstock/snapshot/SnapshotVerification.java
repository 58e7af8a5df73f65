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
     * Checks a snapshot directory that no store is using.
     *
     * @return what is wrong, in no particular order; empty if nothing is
     * @throws IOException if the directory cannot be listed
     */
    public static List<SnapshotFinding> verify(Path directory) throws IOException {
        return verify(new DirectoryFiles(directory));
    }

    static List<SnapshotFinding> verify(SnapshotFiles files) throws IOException {
        var findings = new ArrayList<SnapshotFinding>();
        Set<TreeFile> checked = new HashSet<>();
        for (String name : SnapshotLoader.manifests(files.names())) {
            try {
                for (TreeFile file : Manifest.read(files, name).files()) {
                    if (checked.add(file)) {
                        check(files, file, findings);
                    }
                }
            } catch (DamagedFileException damaged) {
                findings.add(damaged.finding());
            }
        }
        return findings;
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
