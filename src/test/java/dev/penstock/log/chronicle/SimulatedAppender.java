package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import dev.penstock.simulation.disk.SimulatedFileSystem;
import dev.penstock.simulation.disk.SimulatedMapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts entries into segment files as the queue library does: takes the prepared file when it first
 * writes to a segment, stores into mapped memory, keeps words and tables of its own between the
 * entries and behind them, and writes an entry's length last.
 */
final class SimulatedAppender implements SegmentWriter.EntryAppender {
    private static final int OWN_BYTES_MAX = 4 << 10;
    private static final int TABLE_BYTES_MAX = 512;
    private static final int STORE_BYTES_MAX = 4 << 10;
    private static final int WORD_BYTES = 4;
    private static final int NOT_READY = 0x8000_0000;
    private static final int END_OF_SEGMENT = 0xC000_0000;

    private final Path epoch;
    private final RandomGenerator random;
    private final byte[] word = new byte[WORD_BYTES];

    private @Nullable SimulatedMapping mapping;
    private int wanted;
    private int segment = -1;
    private long end;
    private int ownBytes;

    SimulatedAppender(Path epoch, RandomGenerator random) {
        this.epoch = epoch;
        this.random = random;
        try {
            Files.write(epoch.resolve("metadata.cq4t"), table());
        } catch (IOException e) {
            throw new LogException("cannot write the queue's own file", e);
        }
    }

    @Override
    public void enterSegment(int next) {
        wanted = next;
    }

    @Override
    public long append(byte[] header, byte[] body, int from, int length) {
        if (wanted != segment) {
            roll();
        }
        var file = Objects.requireNonNull(mapping);
        if (random.nextInt(8) == 0) {
            putTable(file);
        }
        putWord(file, end, NOT_READY);
        long at = end + WORD_BYTES;
        file.put(at, header, 0, header.length);
        for (int done = 0; done < length; done += STORE_BYTES_MAX) {
            int part = Math.min(STORE_BYTES_MAX, length - done);
            file.put(at + header.length + done, body, from + done, part);
        }
        putWord(file, end, header.length + length);
        end = EntryLayout.aligned(at + header.length + length);
        return at;
    }

    private void roll() {
        if (mapping != null) {
            putWord(mapping, end, END_OF_SEGMENT);
        }
        Path path = epoch.resolve(SegmentName.file(wanted));
        try {
            Files.move(
                    epoch.resolve(SegmentName.prepared(wanted)),
                    path,
                    StandardCopyOption.ATOMIC_MOVE);
            mapping = ((SimulatedFileSystem) path.getFileSystem()).map(path);
        } catch (IOException e) {
            throw new LogException("cannot roll to " + path, e);
        }
        segment = wanted;
        end = 0;
        ownBytes = 0;
        putTable(mapping);
    }

    /** Bytes of the library's own, as far as there is room for them. */
    private void putTable(SimulatedMapping file) {
        byte[] table = table();
        if (ownBytes + table.length + WORD_BYTES <= OWN_BYTES_MAX) {
            ownBytes += table.length;
            file.put(end, table, 0, table.length);
            end += table.length;
        }
    }

    private byte[] table() {
        var table = new byte[random.nextInt(1, TABLE_BYTES_MAX / WORD_BYTES) * WORD_BYTES];
        random.nextBytes(table);
        return table;
    }

    private void putWord(SimulatedMapping file, long at, int value) {
        ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
        file.put(at, word, 0, WORD_BYTES);
    }

    @Override
    public Path currentPath() {
        return Objects.requireNonNull(mapping).path();
    }

    @Override
    public long ownBytesMax() {
        return OWN_BYTES_MAX;
    }

    @Override
    public void close() {
        mapping = null;
    }
}
