package dev.penstock.log.chronicle;

import dev.penstock.log.LogEnd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Says that everything up to a batch was synced, and where that ends. One slot of the mark file,
 * little-endian:
 *
 * <pre>
 *   0        4       8       12        16         24       32             40         48              56      60       64
 *   | crc32c | magic | epoch | segment | epoch id | offset | batch number | sequence | commit micros | chain | format |
 *   | u32    | u32   | u32   | u32     | i64      | i64    | i64          | i64      | i64           | u32   | u32    |
 * </pre>
 *
 * The checksum covers everything behind itself.
 *
 * @param place the segment in which the batch ends
 * @param offset where in it; 0 if the epoch holds nothing yet and the batch is in an older one
 * @param end the batch
 * @param chain checksum of its last entry
 */
record DurableMark(SegmentId place, long offset, LogEnd end, int chain) {
    static final int SLOT_BYTES = 64;

    /** The mark of a log that never had an epoch. */
    static final DurableMark NONE = new DurableMark(new SegmentId(0, 0, 0), 0, LogEnd.NONE, 0);

    private static final int MAGIC = 0x4B4D_5350;
    private static final int FORMAT = 1;

    private static final int CHECKED_OFFSET = 4;
    private static final int MAGIC_OFFSET = 4;
    private static final int EPOCH_OFFSET = 8;
    private static final int SEGMENT_OFFSET = 12;
    private static final int EPOCH_ID_OFFSET = 16;
    private static final int OFFSET_OFFSET = 24;
    private static final int NUMBER_OFFSET = 32;
    private static final int SEQUENCE_OFFSET = 40;
    private static final int MICROS_OFFSET = 48;
    private static final int CHAIN_OFFSET = 56;
    private static final int FORMAT_OFFSET = 60;

    /** Whether the log ends here because of what an older epoch holds. */
    boolean isBeforeFirstEntry() {
        return offset == 0;
    }

    /**
     * Whether an epoch is the rewriting of an opening that was cut short before this mark moved.
     */
    boolean isAttempt(SegmentId epoch) {
        return epoch.epoch() >= place.epoch() && !epoch.equals(place.withSegment(0));
    }

    /** Writes the slot into the first bytes of a little-endian buffer. */
    void encode(ByteBuffer slot) {
        slot.putInt(MAGIC_OFFSET, MAGIC)
                .putInt(EPOCH_OFFSET, place.epoch())
                .putInt(SEGMENT_OFFSET, place.segment())
                .putLong(EPOCH_ID_OFFSET, place.epochId())
                .putLong(OFFSET_OFFSET, offset)
                .putLong(NUMBER_OFFSET, end.batchNumber())
                .putLong(SEQUENCE_OFFSET, end.sequence())
                .putLong(MICROS_OFFSET, end.commitMicros())
                .putInt(CHAIN_OFFSET, chain)
                .putInt(FORMAT_OFFSET, FORMAT)
                .putInt(0, crc(slot, 0));
    }

    /** The slot that begins here; null if it is not intact or the buffer ends before it does. */
    static @Nullable DurableMark decode(ByteBuffer bytes, int at) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        boolean isIntact =
                bytes.limit() - at >= SLOT_BYTES
                        && bytes.getInt(at + MAGIC_OFFSET) == MAGIC
                        && bytes.getInt(at + FORMAT_OFFSET) == FORMAT
                        && bytes.getInt(at) == crc(bytes, at);
        if (!isIntact) {
            return null;
        }
        var place =
                new SegmentId(
                        bytes.getInt(at + EPOCH_OFFSET),
                        bytes.getLong(at + EPOCH_ID_OFFSET),
                        bytes.getInt(at + SEGMENT_OFFSET));
        var end =
                new LogEnd(
                        bytes.getLong(at + NUMBER_OFFSET),
                        bytes.getLong(at + SEQUENCE_OFFSET),
                        bytes.getLong(at + MICROS_OFFSET));
        return new DurableMark(
                place, bytes.getLong(at + OFFSET_OFFSET), end, bytes.getInt(at + CHAIN_OFFSET));
    }

    /** The later one; a slot that is not intact counts for nothing. */
    static @Nullable DurableMark later(@Nullable DurableMark one, @Nullable DurableMark other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int byEpoch = Integer.compare(one.place.epoch(), other.place.epoch());
        int order =
                byEpoch != 0
                        ? byEpoch
                        : Long.compare(one.end.batchNumber(), other.end.batchNumber());
        return order >= 0 ? one : other;
    }

    private static int crc(ByteBuffer bytes, int at) {
        var crc = new CRC32C();
        crc.update(bytes.slice(at + CHECKED_OFFSET, SLOT_BYTES - CHECKED_OFFSET));
        return (int) crc.getValue();
    }
}
