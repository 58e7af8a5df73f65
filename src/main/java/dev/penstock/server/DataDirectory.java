package dev.penstock.server;

import dev.penstock.log.chronicle.ChronicleLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data directory, held by this process alone for as long as this object is open.
 *
 * <p>The lock is the operating system's: it ends with the process, however that ends, and no
 * process id is written anywhere, so that a killed server never blocks the next one, not even one
 * that is process 1 of its container again.
 */
final class DataDirectory implements Closeable {
    static final String LOG = "log";
    static final String SNAPSHOTS = "snapshots";

    private static final String LOCK_FILE = "lock";

    private final Path path;
    private final FileChannel lockChannel;
    private final NodeFile node;

    private DataDirectory(Path path, FileChannel lockChannel, NodeFile node) {
        this.path = path;
        this.lockChannel = lockChannel;
        this.node = node;
    }

    /**
     * Locks the directory, and makes it if it is missing.
     *
     * @param partitions what a new directory is made with, and an old one must have
     * @throws StartFailure if it is in use, damaged, or of another kind than asked for
     */
    static DataDirectory open(Path path, int partitions, String nodeId) throws IOException {
        try {
            createDurably(path);
        } catch (AccessDeniedException e) {
            throw noRight(path, e);
        }
        var fresh = new NodeFile(NodeFile.FORMAT, partitions, nodeId);
        var directory = locked(path, () -> NodeFile.isIn(path) ? read(path) : create(path, fresh));
        if (directory.node.partitions() != partitions) {
            directory.close();
            throw new StartFailure(
                    ExitCode.BAD_SETTING,
                    "data directory %s was made with %s=%d, which cannot be changed to %d"
                            .formatted(
                                    path,
                                    Settings.PARTITIONS.name(),
                                    directory.node.partitions(),
                                    partitions));
        }
        return directory;
    }

    /** The name of a new directory, and those of its new parents, must survive a loss of power. */
    private static void createDurably(Path path) throws IOException {
        var parents = new ArrayDeque<Path>();
        Path above = path.toAbsolutePath().getParent();
        while (above != null && (parents.isEmpty() || !Files.exists(parents.peek()))) {
            parents.push(above);
            above = above.getParent();
        }
        Files.createDirectories(path);
        for (Path parent : parents) {
            // One that may be written but not read cannot be synced.
            if (Files.isReadable(parent)) {
                sync(parent);
            }
        }
    }

    /** The node file comes last: with it, all else must be there. */
    private static NodeFile create(Path path, NodeFile fresh) throws IOException {
        fresh.begin(path);
        ChronicleLog.create(path.resolve(LOG));
        Files.createDirectories(path.resolve(SNAPSHOTS));
        sync(path);
        fresh.finish(path);
        return fresh;
    }

    private static NodeFile read(Path path) throws IOException {
        var node = NodeFile.read(path);
        for (String name : List.of(LOG, SNAPSHOTS)) {
            if (!Files.isDirectory(path.resolve(name))) {
                throw new StartFailure(
                        ExitCode.DAMAGED, "directory " + path.resolve(name) + " is missing");
            }
        }
        return node;
    }

    /** Makes the names in a directory survive a loss of power. */
    static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    /**
     * Locks a directory that must be there already.
     *
     * @throws StartFailure if it is not there, in use or damaged
     */
    static DataDirectory openExisting(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new StartFailure(ExitCode.BAD_SETTING, "there is no data directory " + path);
        }
        return locked(path, () -> read(path));
    }

    /** Where the log's segments are. */
    Path log() {
        return path.resolve(LOG);
    }

    /** Where the snapshots are. */
    Path snapshots() {
        return path.resolve(SNAPSHOTS);
    }

    NodeFile node() {
        return node;
    }

    /** Gives the lock back. */
    @Override
    public void close() throws IOException {
        lockChannel.close();
    }

    private static DataDirectory locked(Path path, NodeFileSource source) throws IOException {
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            path.resolve(LOCK_FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                throw new StartFailure(
                        ExitCode.DATA_IN_USE,
                        "data directory %s is in use by another process".formatted(path));
            }
            var directory = new DataDirectory(path, channel, source.get());
            channel = null;
            return directory;
        } catch (AccessDeniedException e) {
            throw noRight(path, e);
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    private static StartFailure noRight(Path path, AccessDeniedException e) {
        return new StartFailure(
                ExitCode.BAD_SETTING,
                "data directory %s: no right to write %s".formatted(path, e.getFile()));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private interface NodeFileSource {
        NodeFile get() throws IOException;
    }
}
