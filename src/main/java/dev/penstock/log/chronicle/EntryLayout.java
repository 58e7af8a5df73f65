package dev.penstock.log.chronicle;

import dev.penstock.log.BatchBody;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Byte layout of one entry, little-endian.
 *
 * <pre>
 *   0        4        8            12       14      16      20        24
 *   | crc32c | magic  | entry bytes | format | flags | epoch | segment |
 *   | u32    | u32    | u32         | u16    | u16   | u32   | u32     |
 *
 *  24         32             40               48              56             60      62
 *   | epoch id | batch number | first sequence | commit micros | commit count | index | count |
 *   | i64      | i64          | i64            | i64           | u32          | u16   | u16   |
 *
 *  64       68           72
 *   | chain | body bytes | part of the body ...
 *   | u32   | u32        |
 * </pre>
 *
 * The checksum covers everything behind itself. Flag bit 0: the first entry of its segment.
 */
final class EntryLayout {
    static final int HEADER_BYTES = 72;

    /** Largest entry. The queue wants blocks of at least four times this. */
    static final int ENTRY_BYTES_MAX = 512 << 10;

    static final int ENTRY_BODY_BYTES_MAX = ENTRY_BYTES_MAX - HEADER_BYTES;

    /** An entry begins at a multiple of this in its file. */
    static final int ALIGNMENT_BYTES = 4;

    private static final int MAGIC = 0x474C_5350;
    private static final short FORMAT = 1;
    private static final short OPENS_SEGMENT = 1;

    private static final int CRC_OFFSET = 0;
    private static final int CHECKED_OFFSET = 4;
    private static final int MAGIC_OFFSET = 4;
    private static final int ENTRY_BYTES_OFFSET = 8;
    private static final int FORMAT_OFFSET = 12;
    private static final int FLAGS_OFFSET = 14;
    private static final int EPOCH_OFFSET = 16;
    private static final int SEGMENT_OFFSET = 20;
    private static final int EPOCH_ID_OFFSET = 24;
    private static final int NUMBER_OFFSET = 32;
    private static final int SEQUENCE_OFFSET = 40;
    private static final int MICROS_OFFSET = 48;
    private static final int COMMITS_OFFSET = 56;
    private static final int INDEX_OFFSET = 60;
    private static final int COUNT_OFFSET = 62;
    private static final int CHAIN_OFFSET = 64;
    private static final int BODY_BYTES_OFFSET = 68;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EntryLayout() {}

    static int entryCount(int bodyBytes) {
        return Math.max(1, (bodyBytes + ENTRY_BODY_BYTES_MAX - 1) / ENTRY_BODY_BYTES_MAX);
    }

    /** Bytes of the body that the entry with this index carries. */
    static int partBytes(int bodyBytes, int index) {
        return Math.min(bodyBytes - index * ENTRY_BODY_BYTES_MAX, ENTRY_BODY_BYTES_MAX);
    }

    /** Offset behind an entry at which the next may begin. */
    static long aligned(long offset) {
        return (offset + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }

    /** Fills a header; {@link #seal} completes it once the body's checksum is known. */
    static void writeHeader(byte[] header, SegmentId place, Entry entry) {
        var stamp = entry.stamp();
        INT.set(header, MAGIC_OFFSET, MAGIC);
        INT.set(
                header,
                ENTRY_BYTES_OFFSET,
                HEADER_BYTES + partBytes(stamp.bodyBytes(), entry.index()));
        SHORT.set(header, FORMAT_OFFSET, FORMAT);
        SHORT.set(header, FLAGS_OFFSET, entry.opensSegment() ? OPENS_SEGMENT : (short) 0);
        INT.set(header, EPOCH_OFFSET, place.epoch());
        INT.set(header, SEGMENT_OFFSET, place.segment());
        LONG.set(header, EPOCH_ID_OFFSET, place.epochId());
        LONG.set(header, NUMBER_OFFSET, stamp.number());
        LONG.set(header, SEQUENCE_OFFSET, stamp.firstSequence());
        LONG.set(header, MICROS_OFFSET, stamp.commitMicros());
        INT.set(header, COMMITS_OFFSET, stamp.commitCount());
        SHORT.set(header, INDEX_OFFSET, (short) entry.index());
        SHORT.set(header, COUNT_OFFSET, (short) entry.count());
        INT.set(header, CHAIN_OFFSET, entry.chain());
        INT.set(header, BODY_BYTES_OFFSET, stamp.bodyBytes());
    }

    /** Computes the checksum of header and body part, writes it into the header, returns it. */
    static int seal(byte[] header, byte[] body, int from, int length) {
        var crc = new CRC32C();
        crc.update(header, CHECKED_OFFSET, HEADER_BYTES - CHECKED_OFFSET);
        crc.update(body, from, length);
        INT.set(header, CRC_OFFSET, (int) crc.getValue());
        return (int) crc.getValue();
    }

    /** Whether an entry of this place may begin here: all but its checksum is right so far. */
    static boolean mayBegin(ByteBuffer bytes, int at, SegmentId place) {
        if (bytes.getInt(at + MAGIC_OFFSET) != MAGIC
                || bytes.getLong(at + EPOCH_ID_OFFSET) != place.epochId()) {
            return false;
        }
        int bodyBytes = bytes.getInt(at + BODY_BYTES_OFFSET);
        int index = Short.toUnsignedInt(bytes.getShort(at + INDEX_OFFSET));
        int count = Short.toUnsignedInt(bytes.getShort(at + COUNT_OFFSET));
        return bytes.getShort(at + FORMAT_OFFSET) == FORMAT
                && bytes.getInt(at + EPOCH_OFFSET) == place.epoch()
                && bytes.getInt(at + SEGMENT_OFFSET) == place.segment()
                && bodyBytes > 0
                && bodyBytes <= BatchBody.BODY_BYTES_MAX
                && count == entryCount(bodyBytes)
                && index < count
                && entryBytes(bytes, at) == HEADER_BYTES + partBytes(bodyBytes, index);
    }

    static int entryBytes(ByteBuffer bytes, int at) {
        return bytes.getInt(at + ENTRY_BYTES_OFFSET);
    }

    /** Whether the checksum of the whole entry, which the buffer holds, is right. */
    static boolean isIntact(ByteBuffer bytes, int at) {
        var crc = new CRC32C();
        crc.update(bytes.slice(at + CHECKED_OFFSET, entryBytes(bytes, at) - CHECKED_OFFSET));
        return (int) crc.getValue() == bytes.getInt(at + CRC_OFFSET);
    }

    static Entry read(ByteBuffer bytes, int at) {
        var stamp =
                new Entry.BatchStamp(
                        bytes.getLong(at + NUMBER_OFFSET),
                        bytes.getLong(at + SEQUENCE_OFFSET),
                        bytes.getLong(at + MICROS_OFFSET),
                        bytes.getInt(at + COMMITS_OFFSET),
                        bytes.getInt(at + BODY_BYTES_OFFSET));
        return new Entry(
                stamp,
                Short.toUnsignedInt(bytes.getShort(at + INDEX_OFFSET)),
                Short.toUnsignedInt(bytes.getShort(at + COUNT_OFFSET)),
                bytes.getInt(at + CHAIN_OFFSET),
                bytes.getInt(at + CRC_OFFSET),
                (bytes.getShort(at + FLAGS_OFFSET) & OPENS_SEGMENT) != 0);
    }
}
