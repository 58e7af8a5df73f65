package dev.penstock.server;

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
final class DataDirectory implements AutoCloseable {
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
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = lock(path);
            var node = NodeFile.open(path, new NodeFile(NodeFile.FORMAT, partitions, nodeId));
            requirePartitions(path, node, partitions);
            Files.createDirectories(path.resolve("log"));
            Files.createDirectories(path.resolve("snapshots"));
            var directory = new DataDirectory(path, channel, node);
            channel = null;
            return directory;
        } catch (AccessDeniedException e) {
            throw new StartFailure(
                    ExitCode.BAD_SETTING,
                    "data directory %s: no right to write %s".formatted(path, e.getFile()));
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
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

    private static FileChannel lock(Path path) throws IOException {
        var channel =
                FileChannel.open(
                        path.resolve(LOCK_FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StartFailure(
                    ExitCode.DATA_IN_USE,
                    "data directory %s is in use by another process".formatted(path));
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void requirePartitions(Path path, NodeFile node, int partitions) {
        if (node.partitions() != partitions) {
            throw new StartFailure(
                    ExitCode.BAD_SETTING,
                    "data directory %s was made with %s=%d, which cannot be changed to %d"
                            .formatted(
                                    path,
                                    Settings.PARTITIONS.name(),
                                    node.partitions(),
                                    partitions));
        }
    }
}
