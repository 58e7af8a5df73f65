package dev.penstock.snapshot;

import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds the newest snapshot that is whole. For one use; belongs to one thread, which waits. */
final class SnapshotLoader {
    private final SnapshotFiles files;
    private final Executor executor;
    private final TreeShapes shapes;
    private final List<SnapshotFinding> findings = new ArrayList<>();
    private final List<Manifest> usable = new ArrayList<>();
    private Map<PartitionId, TreeOrigin> origins = Map.of();

    SnapshotLoader(SnapshotFiles files, Executor executor, TreeShapes shapes) {
        this.files = files;
        this.executor = executor;
        this.shapes = shapes;
    }

    /**
     * Names of all files.
     *
     * @throws SnapshotException if the directory cannot be read: whoever took it for empty would
     *     write over what is in it
     */
    List<String> names() {
        try {
            return files.names();
        } catch (IOException unreadable) {
            throw new SnapshotException("the snapshots cannot be listed", unreadable);
        }
    }

    LoadedSnapshot loadNewest(List<String> names) {
        Snapshot snapshot = null;
        for (String name : manifests(names)) {
            try {
                Manifest manifest = Manifest.read(files, name);
                if (snapshot == null) {
                    snapshot = load(manifest);
                }
                if (snapshot != null) {
                    usable.add(manifest);
                }
            } catch (DamagedFileException damaged) {
                findings.add(damaged.finding());
            }
        }
        return new LoadedSnapshot(snapshot, findings);
    }

    /** The snapshot that was loaded, and older ones whose manifest is whole; newest first. */
    List<Manifest> usable() {
        return usable;
    }

    /** Which trees were made of which files. */
    Map<PartitionId, TreeOrigin> origins() {
        return origins;
    }

    static List<String> manifests(List<String> names) {
        return names.stream()
                .filter(FileNames::isManifest)
                .sorted(Comparator.comparingLong(FileNames::number).reversed())
                .toList();
    }

    private @Nullable Snapshot load(Manifest manifest) {
        var building = new HashMap<TreeFile, CompletableFuture<Tree>>();
        for (TreeFile file : manifest.files()) {
            building.put(file, CompletableFuture.supplyAsync(() -> build(file), executor));
        }
        var trees = new HashMap<PartitionId, Tree>();
        var made = new HashMap<PartitionId, TreeOrigin>();
        boolean isWhole = true;
        for (TreeFile file : manifest.files()) {
            Tree tree = await(building.get(file));
            isWhole &= tree != null;
            if (tree != null) {
                trees.put(file.id(), tree);
                made.put(file.id(), TreeOrigin.of(tree, file));
            }
        }
        if (!isWhole) {
            return null;
        }
        origins = Map.copyOf(made);
        return new Snapshot(manifest.end(), manifest.partitionCount(), trees);
    }

    private Tree build(TreeFile file) {
        var builder = new TreeBuilder(shapes.of(file.hasSortKey()));
        TreeFileReader.read(files, file, builder::append);
        return builder.build();
    }

    /** The tree, or null if its file is damaged. */
    private @Nullable Tree await(@Nullable CompletableFuture<Tree> building) {
        if (building == null) {
            throw new IllegalStateException("a file that is not being read");
        }
        try {
            return building.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof DamagedFileException damaged) {
                findings.add(damaged.finding());
                return null;
            }
            throw failed;
        }
    }
}
