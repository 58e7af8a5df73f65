package dev.penstock.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Byte layout of a tree's file, little-endian. Each checksum (CRC32C) covers its part and the
 * checksum before it, so that no part can be moved, left out or taken from another file.
 *
 * <pre>
 *  header  0        4        8         12          16        24      28
 *          | magic  | format | table   | partition | number  | sort  | crc32c |
 *          | u32    | u32    | u32     | u32       | i64     | key 1 | u32    |
 *
 *  block   0        4        8         12       16
 *          | stored | raw    | items   | crc32c | stored bytes ...
 *          | u32    | u32    | u32     | u32    |
 *
 *  footer  0        4        8         16
 *          | 0      | blocks | items   | crc32c |
 *          | u32    | u32    | i64     | u32    |
 * </pre>
 *
 * Raw bytes are items in key order, each behind its length (u32). They are stored as they are if
 * that is not longer, else as a deflate stream without header.
 */
final class TreeFileLayout {
    static final int MAGIC = 0x5453_5350;
    static final int FORMAT = 1;

    static final int HEADER_BYTES = 32;
    static final int HEADER_CRC_OFFSET = 28;
    static final int BLOCK_HEADER_BYTES = 16;
    static final int BLOCK_CRC_OFFSET = 12;
    static final int FOOTER_BYTES = 20;
    static final int FOOTER_CRC_OFFSET = 16;
    static final int ITEM_LENGTH_BYTES = 4;

    /** A block is closed when it has grown to this: enough to compress, little to lose. */
    static final int BLOCK_RAW_BYTES = 256 << 10;

    /** More than a block with the largest item can have; checked before memory is taken. */
    static final int BLOCK_RAW_BYTES_MAX = 32 << 20;

    private static final int FORMAT_OFFSET = 4;
    private static final int TABLE_OFFSET = 8;
    private static final int PARTITION_OFFSET = 12;
    private static final int NUMBER_OFFSET = 16;
    private static final int SORT_KEY_OFFSET = 24;
    private static final int RAW_OFFSET = 4;
    private static final int BLOCK_ITEMS_OFFSET = 8;
    private static final int FOOTER_BLOCKS_OFFSET = 4;
    private static final int FOOTER_ITEMS_OFFSET = 8;

    private TreeFileLayout() {}

    static byte[] header(PartitionId id, boolean hasSortKey, long number) {
        byte[] header = new byte[HEADER_BYTES];
        buffer(header)
                .putInt(0, MAGIC)
                .putInt(FORMAT_OFFSET, FORMAT)
                .putInt(TABLE_OFFSET, id.tableId())
                .putInt(PARTITION_OFFSET, id.partition())
                .putLong(NUMBER_OFFSET, number)
                .putInt(SORT_KEY_OFFSET, hasSortKey ? 1 : 0);
        return sealed(header, HEADER_CRC_OFFSET, 0);
    }

    static byte[] footer(int blocks, long items, int crcBefore) {
        byte[] footer = new byte[FOOTER_BYTES];
        buffer(footer).putInt(FOOTER_BLOCKS_OFFSET, blocks).putLong(FOOTER_ITEMS_OFFSET, items);
        return sealed(footer, FOOTER_CRC_OFFSET, crcBefore);
    }

    /** The header of a block whose bytes are given; the checksum covers both. */
    static byte[] blockHeader(Block block, byte[] stored, int crcBefore) {
        byte[] header = new byte[BLOCK_HEADER_BYTES];
        buffer(header)
                .putInt(0, block.storedBytes)
                .putInt(RAW_OFFSET, block.rawBytes)
                .putInt(BLOCK_ITEMS_OFFSET, block.items);
        buffer(header).putInt(BLOCK_CRC_OFFSET, crc(header, stored, crcBefore));
        return header;
    }

    /** What a block's header says, not yet believed. */
    static Block block(byte[] header) {
        ByteBuffer buffer = buffer(header);
        return new Block(
                buffer.getInt(0), buffer.getInt(RAW_OFFSET), buffer.getInt(BLOCK_ITEMS_OFFSET));
    }

    /** Checksum of a block's header and stored bytes. */
    static int crc(byte[] blockHeader, byte[] stored, int crcBefore) {
        var crc = new CRC32C();
        update(crc, crcBefore);
        crc.update(blockHeader, 0, BLOCK_CRC_OFFSET);
        crc.update(
                stored, 0, ByteBuffer.wrap(blockHeader).order(ByteOrder.LITTLE_ENDIAN).getInt(0));
        return (int) crc.getValue();
    }

    static int intAt(byte[] bytes, int offset) {
        return buffer(bytes).getInt(offset);
    }

    /**
     * A block's sizes.
     *
     * @param storedBytes as they are in the file; 0 in a footer
     */
    record Block(int storedBytes, int rawBytes, int items) {
        boolean isFooter() {
            return storedBytes == 0;
        }

        boolean isPossible() {
            return 0 < storedBytes
                    && storedBytes <= rawBytes
                    && rawBytes <= BLOCK_RAW_BYTES_MAX
                    && 0 < items
                    && items <= rawBytes / ITEM_LENGTH_BYTES;
        }

        boolean isCompressed() {
            return storedBytes < rawBytes;
        }
    }

    private static byte[] sealed(byte[] part, int crcOffset, int crcBefore) {
        var crc = new CRC32C();
        update(crc, crcBefore);
        crc.update(part, 0, crcOffset);
        buffer(part).putInt(crcOffset, (int) crc.getValue());
        return part;
    }

    private static void update(CRC32C crc, int crcBefore) {
        byte[] bytes = new byte[Integer.BYTES];
        buffer(bytes).putInt(crcBefore);
        crc.update(bytes);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
