package dev.penstock.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Files whose every checksum is right and whose content is not: only a faulty writer makes them.
 */
final class MalformedFiles {
    private MalformedFiles() {}

    /** A block's raw bytes. */
    static byte[] block(List<byte[]> items) {
        var raw = new ByteArrayOutputStream();
        for (byte[] item : items) {
            raw.writeBytes(
                    ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(item.length)
                            .array());
            raw.writeBytes(item);
        }
        return raw.toByteArray();
    }

    /** Writes a file of one block that is not compressed. */
    static TreeFile write(FragileFiles files, PartitionId id, byte[] raw, int items) {
        byte[] header = TreeFileLayout.header(id, true, 1);
        int crc = TreeFileLayout.intAt(header, TreeFileLayout.HEADER_CRC_OFFSET);
        var block = new TreeFileLayout.Block(raw.length, raw.length, items);
        byte[] blockHeader = TreeFileLayout.blockHeader(block, raw, crc);
        crc = TreeFileLayout.intAt(blockHeader, TreeFileLayout.BLOCK_CRC_OFFSET);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header);
        bytes.writeBytes(blockHeader);
        bytes.writeBytes(raw);
        bytes.writeBytes(TreeFileLayout.footer(1, items, crc));
        var file = describe(id, bytes.toByteArray(), items);
        files.replace(file.name(), bytes.toByteArray());
        return file;
    }

    /** What a manifest would say of these bytes. */
    static TreeFile describe(PartitionId id, byte[] bytes, long items) {
        var crc = new CRC32C();
        crc.update(bytes);
        var content = new TreeFile.Content(items, bytes.length, (int) crc.getValue());
        return new TreeFile(id, true, 1, content);
    }
}
