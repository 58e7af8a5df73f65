package dev.penstock.log.chronicle;

import dev.penstock.log.LogEnd;
import dev.penstock.log.TableFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file beside a segment that is written no more: its stretches, about one per MiB, and which
 * tables are changed in each. Derived from the segment, and believed only if it is intact and of
 * this very segment; what is not is made anew by whoever reads the segment through. Never synced.
 * Little-endian:
 *
 * <pre>
 *   0        4       8        12      16         24      28        32            40
 *   | crc32c | magic | format | count | epoch id | epoch | segment | first batch | stretch ...
 *   | u32    | u32   | u32    | u32   | i64      | u32   | u32     | i64         |
 *
 *   stretch  0        8              16         24              32      36    40       72
 *            | offset | batch number | sequence | commit micros | chain | 0   | tables |
 *            | i64    | i64          | i64      | i64           | u32   | u32 | 4 i64  |
 * </pre>
 *
 * The checksum covers everything behind itself. A stretch begins where the one before ends, the
 * first at 0; its fields say where it ends, as a {@link DurableMark} does.
 */
final class SegmentIndex {
    private static final String SUFFIX = ".index";
    private static final int MAGIC = 0x4958_5350;
    private static final int FORMAT = 1;
    private static final int CHECKED_OFFSET = 4;
    private static final int HEADER_BYTES = 40;
    private static final int STRETCH_BYTES = 72;

    private SegmentIndex() {}

    /** Of the segment in this file. */
    static Path path(Path segment) {
        return segment.resolveSibling(segment.getFileName() + SUFFIX);
    }

    /**
     * What the file of a segment says; nothing if it is not there or is not to be believed.
     *
     * @param lastBatch the segment's last one
     */
    static List<PassedMarks.Place> read(Segment segment, long lastBatch) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path(segment.path()));
        } catch (IOException absent) {
            return List.of();
        }
        var places = decode(segment.id(), segment.firstBatch(), bytes);
        boolean isWhole =
                !places.isEmpty() && places.getLast().mark().end().batchNumber() == lastBatch;
        return isWhole ? places : List.of();
    }

    private static List<PassedMarks.Place> decode(SegmentId id, long firstBatch, byte[] bytes) {
        var from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean isIntact = bytes.length >= HEADER_BYTES && from.getInt() == crc(bytes);
        boolean isOurs =
                isIntact
                        && from.getInt() == MAGIC
                        && from.getInt() == FORMAT
                        && from.getInt() == (bytes.length - HEADER_BYTES) / STRETCH_BYTES
                        && from.getLong() == id.epochId()
                        && from.getInt() == id.epoch()
                        && from.getInt() == id.segment()
                        && from.getLong() == firstBatch;
        var places = new ArrayList<PassedMarks.Place>();
        long fromOffset = 0;
        while (isOurs && from.remaining() >= STRETCH_BYTES) {
            long offset = from.getLong();
            var end = new LogEnd(from.getLong(), from.getLong(), from.getLong());
            int chain = (int) from.getLong();
            var tables = new TableFilter();
            for (int i = 0; i < TableFilter.WORD_COUNT; i++) {
                tables.addWord(i, from.getLong());
            }
            var mark = new DurableMark(id, offset, end, chain);
            places.add(new PassedMarks.Place(mark, fromOffset, tables));
            fromOffset = offset;
        }
        return places;
    }

    /**
     * Writes the file of a segment, whole or not at all.
     *
     * @param places where its stretches end, from the first to the last
     * @throws IOException if it cannot be written: nothing depends on it
     */
    static void write(Segment segment, List<PassedMarks.Place> places) throws IOException {
        Path path = path(segment.path());
        Path writing = path.resolveSibling(path.getFileName() + ".tmp");
        try {
            Files.write(writing, encode(segment, places));
            Files.move(writing, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // On a full disk the part of it that was written is in the way of others.
            Files.deleteIfExists(writing);
            throw e;
        }
        if (!Files.exists(segment.path())) {
            // It was forgotten meanwhile.
            Files.deleteIfExists(path);
        }
    }

    private static byte[] encode(Segment segment, List<PassedMarks.Place> places) {
        var bytes = new byte[HEADER_BYTES + places.size() * STRETCH_BYTES];
        var to = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var id = segment.id();
        to.putInt(0).putInt(MAGIC).putInt(FORMAT).putInt(places.size());
        to.putLong(id.epochId()).putInt(id.epoch()).putInt(id.segment());
        to.putLong(segment.firstBatch());
        for (PassedMarks.Place place : places) {
            var mark = place.mark();
            to.putLong(mark.offset()).putLong(mark.end().batchNumber());
            to.putLong(mark.end().sequence()).putLong(mark.end().commitMicros());
            to.putInt(mark.chain()).putInt(0);
            for (int i = 0; i < TableFilter.WORD_COUNT; i++) {
                to.putLong(place.tables().word(i));
            }
        }
        return to.putInt(0, crc(bytes)).array();
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, CHECKED_OFFSET, bytes.length - CHECKED_OFFSET);
        return (int) crc.getValue();
    }
}
