package dev.penstock.snapshot;

import dev.penstock.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/** Snapshots in one directory of their own. The format is docs/internals/snapshot-format.md. */
public final class DirectorySnapshotStore implements SnapshotStore {
    /*
     * A snapshot is visible by its manifest alone. So everything else is durable, names included,
     * before the manifest gets its name; and a manifest is gone before any of its files goes.
     */

    static final int KEPT_MAX = 2;
    private static final long FIRST_SEQUENCE = 1;

    private final SnapshotFiles files;

    /** Snapshots that count, newest first. */
    private List<Manifest> kept = List.of();

    /** The trees that the newest one's files were made of. */
    private Map<PartitionId, TreeOrigin> origins = Map.of();

    /** 0 before {@link #load}. */
    private long nextNumber;

    /**
     * Whether what crashes and failures left behind may go before the first snapshot is written.
     */
    private boolean mayClean;

    /** Volatile: read by whoever trims the log, written with {@link #kept}. */
    private volatile long retainFromSequence = FIRST_SEQUENCE;

    /** Volatile: read by whoever watches the disk, written with {@link #kept}. */
    private volatile long releasableBytes;

    /**
     * Snapshots in a directory.
     *
     * @param directory must exist; files of other names in it are left alone
     */
    public DirectorySnapshotStore(Path directory) {
        this(new DirectoryFiles(directory));
    }

    DirectorySnapshotStore(SnapshotFiles files) {
        this.files = files;
    }

    @Override
    public LoadedSnapshot load(Executor executor, TreeShapes shapes) {
        var loader = new SnapshotLoader(files, executor, shapes);
        List<String> names = loader.names();
        nextNumber = 1 + names.stream().mapToLong(FileNames::number).max().orElse(0);
        LoadedSnapshot loaded = loader.loadNewest(names);
        keep(loader.usable());
        origins = loader.origins();
        // Nothing goes before the log behind the snapshot was judged too. What is damaged stays for
        // whoever wants to look at it, until a snapshot is written.
        mayClean = loaded.findings().isEmpty();
        return loaded;
    }

    @Override
    public SnapshotReport write(Snapshot snapshot) {
        if (nextNumber == 0) {
            throw new IllegalStateException("write() before load()");
        }
        if (mayClean) {
            mayClean = false;
            SnapshotCleaner.deleteAllBut(files, kept);
        }
        long number = nextNumber;
        nextNumber++;
        Map<PartitionId, TreeOrigin> next;
        try (var writer = new TreeFileWriter(files, number)) {
            next = writeTrees(writer, snapshot);
            publish(manifest(number, snapshot, next.values()));
        } catch (IOException refused) {
            // A full disk must not fill up with attempts. What cannot be deleted now is later.
            SnapshotCleaner.deleteAttempt(files, number);
            throw new SnapshotException("snapshot " + number + " could not be written", refused);
        }
        origins = next;
        return report(number, SnapshotCleaner.deleteAllBut(files, kept));
    }

    @Override
    public long retainFromSequence() {
        return retainFromSequence;
    }

    @Override
    public long releasableBytes() {
        return releasableBytes;
    }

    private Map<PartitionId, TreeOrigin> writeTrees(TreeFileWriter writer, Snapshot snapshot)
            throws IOException {
        var next = new HashMap<PartitionId, TreeOrigin>();
        for (Map.Entry<PartitionId, Tree> entry : snapshot.trees().entrySet()) {
            PartitionId id = entry.getKey();
            Tree tree = entry.getValue();
            TreeOrigin origin = origins.get(id);
            if (origin != null && origin.isOf(tree)) {
                next.put(id, origin);
            } else if (tree.itemCount() > 0) {
                next.put(id, TreeOrigin.of(tree, writer.write(id, tree)));
            }
        }
        return Map.copyOf(next);
    }

    private static Manifest manifest(
            long number, Snapshot snapshot, Collection<TreeOrigin> origins) {
        List<TreeFile> treeFiles =
                origins.stream()
                        .map(TreeOrigin::file)
                        .sorted(Comparator.comparing(TreeFile::name))
                        .toList();
        return new Manifest(number, snapshot.end(), snapshot.partitionCount(), treeFiles);
    }

    private void publish(Manifest manifest) throws IOException {
        String temporary = manifest.name() + FileNames.TEMPORARY;
        try (SnapshotFiles.Output output = files.create(temporary)) {
            byte[] bytes = manifest.encode();
            output.write(bytes, 0, bytes.length);
            output.force();
        }
        files.force();
        requireSame(manifest, temporary);
        files.rename(temporary, manifest.name());
        files.force();
        var newest = new ArrayList<Manifest>(kept);
        newest.addFirst(manifest);
        keep(newest);
    }

    private void requireSame(Manifest manifest, String temporary) throws IOException {
        try {
            if (!Manifest.read(files, temporary).equals(manifest)) {
                throw new IOException("the manifest reads back as another one");
            }
        } catch (DamagedFileException damaged) {
            throw new IOException("the manifest does not read back", damaged);
        }
    }

    private void keep(List<Manifest> newestFirst) {
        kept = List.copyOf(newestFirst.subList(0, Math.min(KEPT_MAX, newestFirst.size())));
        retainFromSequence =
                kept.size() < KEPT_MAX ? FIRST_SEQUENCE : kept.getLast().end().sequence() + 1;
        releasableBytes = kept.size() < KEPT_MAX ? 0 : bytesOnlyIn(kept.getLast(), kept.getFirst());
    }

    private static long bytesOnlyIn(Manifest older, Manifest newer) {
        var shared = Set.copyOf(newer.files());
        return older.files().stream()
                .filter(file -> !shared.contains(file))
                .mapToLong(file -> file.content().lengthBytes())
                .sum();
    }

    private SnapshotReport report(long number, List<String> leftovers) {
        long items = 0;
        long bytesWritten = 0;
        int written = 0;
        List<TreeFile> treeFiles = kept.getFirst().files();
        for (TreeFile file : treeFiles) {
            items += file.content().itemCount();
            if (file.number() == number) {
                written++;
                bytesWritten += file.content().lengthBytes();
            }
        }
        var counts = new SnapshotReport.Files(written, treeFiles.size() - written, bytesWritten);
        return new SnapshotReport(number, items, counts, leftovers);
    }
}
