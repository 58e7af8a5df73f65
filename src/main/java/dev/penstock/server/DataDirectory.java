package dev.penstock.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The data directory, held by this process alone for as long as this object is open.
 *
 * <p>The lock is the operating system's: it ends with the process, however that ends, and no
 * process id is written anywhere, so that a killed server never blocks the next one, not even one
 * that is process 1 of its container again.
 */
final class DataDirectory implements Closeable {
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
            Files.createDirectories(path);
        } catch (AccessDeniedException e) {
            throw noRight(path, e);
        }
        var fresh = new NodeFile(NodeFile.FORMAT, partitions, nodeId);
        var directory = locked(path, () -> NodeFile.open(path, fresh));
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
        Files.createDirectories(directory.log());
        Files.createDirectories(directory.snapshots());
        return directory;
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
        return locked(path, () -> NodeFile.read(path));
    }

    /** Where the log's segments are. */
    Path log() {
        return path.resolve("log");
    }

    /** Where the snapshots are. */
    Path snapshots() {
        return path.resolve("snapshots");
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
