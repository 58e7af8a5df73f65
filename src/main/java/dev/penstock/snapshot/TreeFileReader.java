package dev.penstock.snapshot;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the file of one tree, checks every byte, and hands its items on. For one use. */
final class TreeFileReader {
    private final TreeFile file;
    private final CheckedInput input;
    private final Consumer<byte[]> items;

    private int partCrc;
    private int blocks;
    private long itemCount;

    private TreeFileReader(TreeFile file, CheckedInput input, Consumer<byte[]> items) {
        this.file = file;
        this.input = input;
        this.items = items;
    }

    /**
     * Reads a file that a manifest names.
     *
     * @param items takes items in order, each in an array of its own; may refuse one with {@link
     *     IllegalArgumentException}, or read beyond its end
     * @throws DamagedFileException if anything is not as it was written, or cannot be read
     */
    static void read(SnapshotFiles files, TreeFile file, Consumer<byte[]> items) {
        try (var input = new CheckedInput(files, file.name())) {
            input.requireLength(file.content().lengthBytes());
            new TreeFileReader(file, input, items).read();
        } catch (IOException unreadable) {
            throw new DamagedFileException(file.name(), unreadable);
        }
    }

    private void read() throws IOException {
        readHeader();
        var inflater = new Inflater(true);
        try {
            while (readBlock(inflater)) {
                blocks++;
            }
        } finally {
            inflater.end();
        }
        input.requireEnd();
        input.require(0, input.crc() == file.content().crc(), "file is not the manifest's");
        input.require(0, itemCount == file.content().itemCount(), "count is not the manifest's");
    }

    private void readHeader() throws IOException {
        byte[] header = input.read(TreeFileLayout.HEADER_BYTES);
        byte[] expected = TreeFileLayout.header(file.id(), file.hasSortKey(), file.number());
        input.require(0, Arrays.equals(header, expected), "header is not this tree's");
        partCrc = TreeFileLayout.intAt(header, TreeFileLayout.HEADER_CRC_OFFSET);
    }

    /** Reads a block or the footer and returns whether it was a block. */
    private boolean readBlock(Inflater inflater) throws IOException {
        long offset = input.offset();
        byte[] header = input.read(TreeFileLayout.BLOCK_HEADER_BYTES);
        TreeFileLayout.Block block = TreeFileLayout.block(header);
        if (block.isFooter()) {
            readFooter(offset, header);
            return false;
        }
        input.require(offset, block.isPossible(), "block has impossible sizes");
        byte[] stored = input.read(block.storedBytes());
        int crc = TreeFileLayout.crc(header, stored, partCrc);
        partCrc = TreeFileLayout.intAt(header, TreeFileLayout.BLOCK_CRC_OFFSET);
        input.require(offset, crc == partCrc, "block has another checksum");
        byte[] raw = block.isCompressed() ? inflate(inflater, stored, block, offset) : stored;
        handOn(raw, block.items(), offset);
        return true;
    }

    private void readFooter(long offset, byte[] begin) throws IOException {
        int rest = TreeFileLayout.FOOTER_BYTES - begin.length;
        byte[] footer = Arrays.copyOf(begin, TreeFileLayout.FOOTER_BYTES);
        System.arraycopy(input.read(rest), 0, footer, begin.length, rest);
        byte[] expected = TreeFileLayout.footer(blocks, itemCount, partCrc);
        input.require(offset, Arrays.equals(footer, expected), "footer is not this file's");
    }

    private byte[] inflate(
            Inflater inflater, byte[] stored, TreeFileLayout.Block block, long offset) {
        byte[] raw = new byte[block.rawBytes()];
        inflater.reset();
        inflater.setInput(stored);
        try {
            int bytes = inflater.inflate(raw);
            boolean isWhole = bytes == raw.length && inflater.getRemaining() == 0;
            input.require(offset, isWhole, "block is not as long as it says");
        } catch (DataFormatException malformed) {
            throw new DamagedFileException(file.name(), offset, "block: " + malformed.getMessage());
        }
        return raw;
    }

    private void handOn(byte[] raw, int count, long offset) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            input.require(
                    offset,
                    raw.length - at >= TreeFileLayout.ITEM_LENGTH_BYTES,
                    "block ends early");
            int length = TreeFileLayout.intAt(raw, at);
            at += TreeFileLayout.ITEM_LENGTH_BYTES;
            input.require(offset, 0 < length && length <= raw.length - at, "item is too long");
            byte[] item = Arrays.copyOfRange(raw, at, at + length);
            at += length;
            try {
                items.accept(item);
            } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
                throw new DamagedFileException(
                        file.name(), offset, "item: " + refused.getMessage());
            }
        }
        itemCount += count;
        input.require(offset, at == raw.length, "block has bytes behind its items");
    }
}
