package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file of the {@link DurableMark}: two slots, written in turn, in different pages. Belongs to
 * the writer.
 */
final class MarkFile implements AutoCloseable {
    private static final int SLOT_COUNT = 2;
    private static final int SLOT_DISTANCE_BYTES = 4096;
    private static final String CREATING_SUFFIX = ".new";

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer slot =
            ByteBuffer.allocateDirect(DurableMark.SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int next;

    private MarkFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Reads the mark; null if the file is missing or neither slot is intact. */
    static @Nullable DurableMark read(Path path) {
        if (!Files.exists(path)) {
            return null;
        }
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            var first = DurableMark.decode(bytes, 0);
            return DurableMark.later(first, DurableMark.decode(bytes, SLOT_DISTANCE_BYTES));
        } catch (IOException e) {
            throw new LogException("cannot read " + path, e);
        }
    }

    /** Creates the file of a new log, whole or not at all. */
    static void create(Path path) {
        Path creating = path.resolveSibling(path.getFileName() + CREATING_SUFFIX);
        try {
            Files.write(creating, new byte[SLOT_COUNT * SLOT_DISTANCE_BYTES]);
            try (var file = open(creating)) {
                file.commit(DurableMark.NONE);
            }
            Files.move(creating, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LogException("cannot create " + path, e);
        }
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            LogDirectory.sync(directory);
        }
    }

    static MarkFile open(Path path) {
        try {
            return new MarkFile(path, FileChannel.open(path, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new LogException("cannot open " + path, e);
        }
    }

    /** Moves the mark. It may fall back by what the system keeps unwritten. */
    void write(DurableMark mark) {
        mark.encode(slot);
        try {
            long at = (long) next * SLOT_DISTANCE_BYTES;
            slot.clear();
            while (slot.hasRemaining()) {
                channel.write(slot, at + slot.position());
            }
        } catch (IOException e) {
            throw new LogException("cannot write " + path, e);
        }
        next = (next + 1) % SLOT_COUNT;
    }

    /** Moves the mark for good, in both slots, one durable before the other is touched. */
    void commit(DurableMark mark) {
        for (int i = 0; i < SLOT_COUNT; i++) {
            write(mark);
            sync();
        }
    }

    void sync() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new LogException("cannot sync " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LogException("cannot close " + path, e);
        }
    }
}
