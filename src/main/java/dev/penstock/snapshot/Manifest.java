package dev.penstock.snapshot;

import dev.penstock.log.LogEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The list of files that are one snapshot: what makes it visible. Byte layout, little-endian:
 *
 * <pre>
 *  0        4        8        16       24         32              40           44
 *  | magic  | format | number | batch  | sequence | commit micros | partitions | files | entries ...
 *  | u32    | u32    | i64    | i64    | i64      | i64           | u32        | u32   |
 *
 *  entry  0       4           8        16     20             28       36
 *         | table | partition | number | sort | items        | length | crc32c |
 *         | u32   | u32       | i64    | key 1| i64          | i64    | u32    |
 *
 *  behind the last entry: crc32c u32 of everything before
 * </pre>
 */
record Manifest(long number, LogEnd end, int partitionCount, List<TreeFile> files) {
    private static final int MAGIC = 0x4D53_5350;
    private static final int FORMAT = 1;
    private static final int HEADER_BYTES = 48;
    private static final int ENTRY_BYTES = 40;
    private static final int CRC_BYTES = 4;

    /** More than any deployment has; checked before memory is taken. */
    private static final int LENGTH_BYTES_MAX = 256 << 20;

    Manifest {
        files = List.copyOf(files);
    }

    String name() {
        return FileNames.manifest(number);
    }

    byte[] encode() {
        int lengthBytes = HEADER_BYTES + files.size() * ENTRY_BYTES + CRC_BYTES;
        byte[] bytes = new byte[lengthBytes];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(MAGIC).putInt(FORMAT).putLong(number);
        buffer.putLong(end.batchNumber()).putLong(end.sequence()).putLong(end.commitMicros());
        buffer.putInt(partitionCount).putInt(files.size());
        for (TreeFile file : files) {
            buffer.putInt(file.id().tableId()).putInt(file.id().partition());
            buffer.putLong(file.number()).putInt(file.hasSortKey() ? 1 : 0);
            TreeFile.Content content = file.content();
            buffer.putLong(content.itemCount());
            buffer.putLong(content.lengthBytes()).putInt(content.crc());
        }
        buffer.putInt(crc(bytes));
        return bytes;
    }

    /**
     * Reads and checks a manifest.
     *
     * @param name of the file; a temporary one belongs to the number in its name, too
     * @throws DamagedFileException if it is not one, or cannot be read
     */
    static Manifest read(SnapshotFiles files, String name) {
        try (var input = new CheckedInput(files, name)) {
            long lengthBytes = input.lengthBytes();
            boolean isPossible =
                    lengthBytes >= HEADER_BYTES + CRC_BYTES && lengthBytes <= LENGTH_BYTES_MAX;
            input.require(0, isPossible, "manifest has " + lengthBytes + " bytes");
            return decode(input, input.read((int) lengthBytes), FileNames.number(name));
        } catch (IOException unreadable) {
            throw new DamagedFileException(name, unreadable);
        }
    }

    private static Manifest decode(CheckedInput input, byte[] bytes, long number) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        input.require(0, buffer.getInt() == MAGIC, "not a manifest");
        int crcOffset = bytes.length - CRC_BYTES;
        input.require(0, buffer.getInt(crcOffset) == crc(bytes), "manifest has another checksum");
        int format = buffer.getInt();
        input.require(0, format == FORMAT, "manifest has unknown format " + format);
        input.require(0, buffer.getLong() == number, "manifest has another's name");
        var end = new LogEnd(buffer.getLong(), buffer.getLong(), buffer.getLong());
        int partitionCount = buffer.getInt();
        int fileCount = buffer.getInt();
        boolean isWhole =
                fileCount >= 0
                        && HEADER_BYTES + (long) fileCount * ENTRY_BYTES + CRC_BYTES
                                == bytes.length;
        input.require(0, isWhole, "manifest has another length than it says");
        var files = new ArrayList<TreeFile>(fileCount);
        for (int i = 0; i < fileCount; i++) {
            TreeFile file = entry(input, buffer);
            input.require(
                    0, file.id().partition() < partitionCount, "manifest has no such partition");
            files.add(file);
        }
        return new Manifest(number, end, partitionCount, files);
    }

    private static TreeFile entry(CheckedInput input, ByteBuffer buffer) {
        int at = buffer.position();
        int tableId = buffer.getInt();
        int partition = buffer.getInt();
        long number = buffer.getLong();
        int hasSortKey = buffer.getInt();
        var content = new TreeFile.Content(buffer.getLong(), buffer.getLong(), buffer.getInt());
        boolean isPossible =
                tableId >= 0
                        && partition >= 0
                        && number > 0
                        && (hasSortKey == 0 || hasSortKey == 1)
                        && content.itemCount() >= 0
                        && content.lengthBytes() >= 0;
        input.require(at, isPossible, "manifest has an impossible entry");
        return new TreeFile(new PartitionId(tableId, partition), hasSortKey == 1, number, content);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CRC_BYTES);
        return (int) crc.getValue();
    }
}
