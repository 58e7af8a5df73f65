package dev.penstock.snapshot;

import dev.penstock.fuzz.FuzzInput;
import dev.penstock.log.LogEnd;
import dev.penstock.tree.TestItems;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Writes tree files and their manifest as an input says: each part is right by itself, checksums
 * included, unless the input turns bits of it before the checksum is made.
 */
final class SnapshotScript {
    private static final int FILES_MAX = 3;
    private static final int BLOCKS_MAX = 3;
    private static final int ITEMS_MAX = 5;
    private static final int PATCHES_MAX = 3;
    private static final int PARTITIONS = 4;
    private static final int CRC_BYTES = 4;

    private final FuzzInput input;
    private final FragileFiles files;
    private int key;

    SnapshotScript(FuzzInput input, FragileFiles files) {
        this.input = input;
        this.files = files;
    }

    void run() {
        List<TreeFile> written = new ArrayList<>();
        for (int i = input.next() % (FILES_MAX + 1); i > 0; i--) {
            written.add(writeTree(new PartitionId(17 + input.next() % 2, i)));
        }
        var end = new LogEnd(9, 9, 1_000);
        byte[] manifest = new Manifest(1, end, PARTITIONS, written).encode();
        turnBits(manifest, manifest.length - CRC_BYTES);
        sealTail(manifest);
        files.replace(FileNames.manifest(1), manifest);
    }

    private TreeFile writeTree(PartitionId id) {
        boolean hasSortKey = input.flag();
        var bytes = new ByteArrayOutputStream();
        byte[] header = TreeFileLayout.header(id, hasSortKey, 1);
        turnBits(header, header.length);
        bytes.writeBytes(header);
        int crc = TreeFileLayout.intAt(header, TreeFileLayout.HEADER_CRC_OFFSET);
        int blocks = input.next() % (BLOCKS_MAX + 1);
        long items = 0;
        for (int i = 0; i < blocks; i++) {
            int count = 1 + input.next() % ITEMS_MAX;
            crc = writeBlock(bytes, rawBlock(count, hasSortKey), count, crc);
            items += count;
        }
        byte[] footer = TreeFileLayout.footer(blocks, items, crc);
        turnBits(footer, footer.length);
        bytes.writeBytes(footer);
        return describe(id, hasSortKey, items, bytes.toByteArray());
    }

    private TreeFile describe(PartitionId id, boolean hasSortKey, long items, byte[] bytes) {
        var whole = new CRC32C();
        whole.update(bytes);
        var content = new TreeFile.Content(items, bytes.length, (int) whole.getValue());
        var file = new TreeFile(id, hasSortKey, 1, content);
        files.replace(file.name(), bytes);
        return file;
    }

    /** Appends a block and returns its checksum. */
    private int writeBlock(ByteArrayOutputStream bytes, byte[] raw, int count, int crcBefore) {
        boolean isCompressed = input.flag();
        byte[] stored = isCompressed ? deflated(raw) : raw;
        byte[] sizes =
                ByteBuffer.allocate(3 * Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(stored.length)
                        .putInt(raw.length)
                        .putInt(count)
                        .array();
        turnBits(sizes, sizes.length);
        // Its bytes stay as many as there are: the file may be shorter than the header says.
        var block =
                new TreeFileLayout.Block(
                        Math.min(TreeFileLayout.intAt(sizes, 0) & Integer.MAX_VALUE, stored.length),
                        TreeFileLayout.intAt(sizes, Integer.BYTES),
                        TreeFileLayout.intAt(sizes, 2 * Integer.BYTES));
        byte[] header = TreeFileLayout.blockHeader(block, stored, crcBefore);
        bytes.writeBytes(header);
        bytes.writeBytes(stored);
        return TreeFileLayout.intAt(header, TreeFileLayout.BLOCK_CRC_OFFSET);
    }

    private byte[] rawBlock(int count, boolean hasSortKey) {
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] item = item(hasSortKey);
            turnBits(item, item.length);
            items.add(item);
        }
        byte[] raw = MalformedFiles.block(items);
        turnBits(raw, raw.length);
        return raw;
    }

    private byte[] item(boolean hasSortKey) {
        int choice = input.next();
        if ((choice & 1) != 0) {
            return input.take(choice >> 1);
        }
        key += 1 + (choice >> 4);
        // One collection, so that the order of sort keys is the order of keys.
        return new TestItems(hasSortKey)
                .item(TestItems.words(0, 5), bigEndian(key), new byte[choice >> 1 & 7]);
    }

    private void turnBits(byte[] bytes, int length) {
        for (int patches = input.next() % (PATCHES_MAX + 1); patches > 0; patches--) {
            int at = input.next() << Byte.SIZE | input.next();
            if (length > 0) {
                bytes[at % length] ^= (byte) input.next();
            }
        }
    }

    private static byte[] bigEndian(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] deflated(byte[] raw) {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(raw);
            deflater.finish();
            byte[] bytes = new byte[raw.length + 64];
            return Arrays.copyOf(bytes, deflater.deflate(bytes));
        } finally {
            deflater.end();
        }
    }

    private static void sealTail(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CRC_BYTES);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length - CRC_BYTES, (int) crc.getValue());
    }
}
