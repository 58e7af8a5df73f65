package dev.penstock.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32C;

/** A file that is read from begin to end, and summed up on the way. Belongs to one thread. */
final class CheckedInput implements Closeable {
    private final String name;
    private final SnapshotFiles.Input input;
    private final long lengthBytes;
    private final CRC32C crc = new CRC32C();
    private long offset;

    CheckedInput(SnapshotFiles files, String name) throws IOException {
        this.name = name;
        input = files.open(name);
        lengthBytes = input.lengthBytes();
    }

    /** Of the next byte to be read. */
    long offset() {
        return offset;
    }

    long lengthBytes() {
        return lengthBytes;
    }

    /** Checksum of all that was read. */
    int crc() {
        return (int) crc.getValue();
    }

    /** The next bytes, all of them. */
    byte[] read(int length) throws IOException {
        require(offset, length <= lengthBytes - offset, "file ends early");
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length) {
            int count = input.read(bytes, filled, length - filled);
            require(offset + filled, count > 0, "file ends early");
            filled += count;
        }
        crc.update(bytes);
        offset += length;
        return bytes;
    }

    void requireLength(long expected) {
        require(
                Math.min(expected, lengthBytes),
                expected == lengthBytes,
                "file has %d bytes instead of %d".formatted(lengthBytes, expected));
    }

    void requireEnd() {
        require(offset, offset == lengthBytes, "file goes on behind its end");
    }

    void require(long at, boolean holds, String problem) {
        if (!holds) {
            throw new DamagedFileException(name, at, problem);
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
