package dev.penstock.snapshot;

import dev.penstock.tree.KeyRange;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeCursor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/** Writes trees to files, one after another. Belongs to one thread. */
final class TreeFileWriter implements Closeable {
    private final SnapshotFiles files;
    private final long number;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    private byte[] rawArray = new byte[2 * TreeFileLayout.BLOCK_RAW_BYTES];
    private ByteBuffer raw = ByteBuffer.wrap(rawArray).order(ByteOrder.LITTLE_ENDIAN);
    private byte[] compressed = {};
    private int blockItems;

    private int blocks;
    private long items;
    private long lengthBytes;
    private int partCrc;
    private CRC32C fileCrc = new CRC32C();

    TreeFileWriter(SnapshotFiles files, long number) {
        this.files = files;
        this.number = number;
    }

    /** Writes a tree's file; when this returns its bytes survive a loss of power. */
    TreeFile write(PartitionId id, Tree tree) throws IOException {
        boolean hasSortKey = tree.shape().hasSortKey();
        blocks = 0;
        items = 0;
        lengthBytes = 0;
        fileCrc = new CRC32C();
        try (SnapshotFiles.Output output = files.create(FileNames.treeFile(id, number))) {
            byte[] header = TreeFileLayout.header(id, hasSortKey, number);
            partCrc = TreeFileLayout.intAt(header, TreeFileLayout.HEADER_CRC_OFFSET);
            append(output, header, header.length);
            writeBlocks(output, tree);
            byte[] footer = TreeFileLayout.footer(blocks, items, partCrc);
            append(output, footer, footer.length);
            output.force();
        }
        if (items != tree.itemCount()) {
            throw new IllegalStateException(
                    "a tree of %d items has %d".formatted(tree.itemCount(), items));
        }
        var content = new TreeFile.Content(items, lengthBytes, (int) fileCrc.getValue());
        return new TreeFile(id, hasSortKey, number, content);
    }

    @Override
    public void close() {
        deflater.end();
    }

    private void writeBlocks(SnapshotFiles.Output output, Tree tree) throws IOException {
        raw.clear();
        blockItems = 0;
        TreeCursor cursor = tree.cursor(KeyRange.all(), true);
        while (cursor.next()) {
            byte[] item = cursor.item();
            reserve(TreeFileLayout.ITEM_LENGTH_BYTES + item.length);
            raw.putInt(item.length).put(item);
            blockItems++;
            if (raw.position() >= TreeFileLayout.BLOCK_RAW_BYTES) {
                closeBlock(output);
            }
        }
        if (blockItems > 0) {
            closeBlock(output);
        }
    }

    private void reserve(int bytes) {
        if (raw.remaining() < bytes) {
            int rawBytes = raw.position();
            rawArray = Arrays.copyOf(rawArray, rawBytes + bytes);
            raw = ByteBuffer.wrap(rawArray).order(ByteOrder.LITTLE_ENDIAN).position(rawBytes);
        }
    }

    private void closeBlock(SnapshotFiles.Output output) throws IOException {
        int rawBytes = raw.position();
        int compressedBytes = compress(rawBytes);
        boolean isShorter = compressedBytes > 0 && compressedBytes < rawBytes;
        byte[] stored = isShorter ? compressed : rawArray;
        int storedBytes = isShorter ? compressedBytes : rawBytes;
        var block = new TreeFileLayout.Block(storedBytes, rawBytes, blockItems);
        byte[] header = TreeFileLayout.blockHeader(block, stored, partCrc);
        partCrc = TreeFileLayout.intAt(header, TreeFileLayout.BLOCK_CRC_OFFSET);
        append(output, header, header.length);
        append(output, stored, storedBytes);
        blocks++;
        items += blockItems;
        blockItems = 0;
        raw.clear();
    }

    /** Compresses the raw bytes; 0 if that makes them no shorter. */
    private int compress(int rawBytes) {
        if (compressed.length < rawBytes) {
            compressed = Arrays.copyOf(compressed, rawBytes);
        }
        deflater.reset();
        deflater.setInput(rawArray, 0, rawBytes);
        deflater.finish();
        int bytes = deflater.deflate(compressed, 0, rawBytes);
        return deflater.finished() ? bytes : 0;
    }

    private void append(SnapshotFiles.Output output, byte[] bytes, int length) throws IOException {
        output.write(bytes, 0, length);
        fileCrc.update(bytes, 0, length);
        lengthBytes += length;
    }
}
