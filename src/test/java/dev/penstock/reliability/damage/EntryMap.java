package dev.penstock.reliability.damage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The entries in a segment's bytes, found with no more than docs/internals/log-format.md says. Not
 * the product's reader: what judges it must not share its mistakes.
 */
final class EntryMap {
    private static final int MAGIC = 0x474C_5350;
    private static final int HEADER_BYTES = 72;

    private EntryMap() {}

    /**
     * One whole entry.
     *
     * @param to behind its last byte
     */
    record Range(int from, int to, long batch, long firstSequence, int commits) {
        long lastSequence() {
            return firstSequence + commits - 1;
        }
    }

    static List<Range> of(byte[] segment) {
        var bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        var ranges = new ArrayList<Range>();
        int at = 0;
        while (at + HEADER_BYTES <= segment.length) {
            int length = bytes.getInt(at + 8);
            boolean mayBe =
                    bytes.getInt(at + 4) == MAGIC
                            && length > HEADER_BYTES
                            && length <= segment.length - at;
            if (mayBe && bytes.getInt(at) == crc(segment, at + 4, length - 4)) {
                ranges.add(
                        new Range(
                                at,
                                at + length,
                                bytes.getLong(at + 32),
                                bytes.getLong(at + 40),
                                bytes.getInt(at + 56)));
                at += (length + 3) / 4 * 4;
            } else {
                at += 4;
            }
        }
        return ranges;
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
