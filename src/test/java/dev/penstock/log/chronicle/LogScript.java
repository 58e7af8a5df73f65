package dev.penstock.log.chronicle;

import dev.penstock.fuzz.FuzzInput;
import dev.penstock.log.BatchBody;
import dev.penstock.log.Change;
import dev.penstock.log.LogEnd;
import dev.penstock.log.Origin;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a segment as an input says: each entry is right by itself, with the checksum that belongs
 * to it, unless the input turns bits of its header before the checksum is made, or of the file
 * behind it. So a fuzzer gets past the checksums, and further than a disk ever gets.
 */
final class LogScript {
    static final SegmentId PLACE = new SegmentId(1, 0x1122_3344_5566_7788L, 0);

    private static final List<Origin> ORIGINS = List.of(Origin.values());
    private static final int BATCHES_MAX = 6;

    /** Three entries at most; one such batch is enough, for each of its bytes is searched. */
    private static final int LONG_BYTES_MAX = 2 * EntryLayout.ENTRY_BODY_BYTES_MAX + 1;

    private static final int COMMITS_MAX = 3;
    private static final int PATCHES_MAX = 3;

    private final FuzzInput input;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private LogEnd end = LogEnd.NONE;
    private int chain;
    private boolean opensSegment = true;
    private int commits;
    private boolean isLongWritten;
    private DurableMark mark = new DurableMark(PLACE, 0, LogEnd.NONE, 0);

    LogScript(FuzzInput input) {
        this.input = input;
    }

    /** Writes batches as long as the input lasts; the mark stands behind one of them. */
    void run() {
        boolean isMarkHeld = false;
        for (int i = 0; i < BATCHES_MAX && !input.isEmpty(); i++) {
            int choice = input.next();
            writeBatch(choice);
            isMarkHeld |= (choice & 0x10) != 0;
            if (!isMarkHeld) {
                mark = new DurableMark(PLACE, file.size(), end, chain);
            }
            // As the queue aligns its documents.
            file.writeBytes(new byte[(int) EntryLayout.aligned(file.size()) - file.size()]);
            if ((choice & 0x20) != 0) {
                file.writeBytes(new byte[EntryLayout.ALIGNMENT_BYTES * input.next()]);
            }
        }
    }

    byte[] segment() {
        return file.toByteArray();
    }

    /** The mark's file, both slots; the input turns bits of it, each slot sealed by itself. */
    byte[] markFile() {
        var bytes = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
        mark.encode(bytes);
        mark.encode(bytes.slice(4096, DurableMark.SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN));
        return bytes.array();
    }

    private void writeBatch(int choice) {
        byte[] body =
                switch (choice & 3) {
                    case 0 -> frames(1 + input.next() % COMMITS_MAX, input.next());
                    case 1 -> frames(1, longBytes());
                    case 2 -> raw(input.next());
                    default -> raw(longBytes());
                };
        long micros = end.commitMicros() + 1 + input.next();
        var stamp =
                new Entry.BatchStamp(
                        end.batchNumber() + 1, end.sequence() + 1, micros, commits, body.length);
        int count = EntryLayout.entryCount(body.length);
        for (int index = 0; index < count; index++) {
            writeEntry(new Entry(stamp, index, count, chain, 0, opensSegment), body);
            opensSegment = false;
        }
        if ((choice & 0x40) == 0) {
            end = stamp.end();
        }
    }

    /** Many lengths, those near one and two whole entries among them; the second time short. */
    private int longBytes() {
        int choice = input.next();
        int bytes = Math.min((choice >> 1) * (16 << 10), LONG_BYTES_MAX) - (choice & 1);
        boolean isFirst = !isLongWritten;
        isLongWritten = true;
        return isFirst ? Math.max(0, bytes) : choice;
    }

    private void writeEntry(Entry entry, byte[] body) {
        byte[] header = new byte[EntryLayout.HEADER_BYTES];
        EntryLayout.writeHeader(header, PLACE, entry);
        turnBits(header);
        int from = BatchEncoder.partOffset(entry.index());
        int length = EntryLayout.partBytes(body.length, entry.index());
        chain = EntryLayout.seal(header, body, from, length);
        file.writeBytes(header);
        file.write(body, from, length);
    }

    private void turnBits(byte[] bytes) {
        for (int patches = input.next() % (PATCHES_MAX + 1); patches > 0; patches--) {
            bytes[input.next() % bytes.length] ^= (byte) input.next();
        }
    }

    private byte[] frames(int count, int imageBytes) {
        var body = new BatchBody();
        for (int i = 0; i < count; i++) {
            List<Change> changes = new ArrayList<>();
            int choice = input.next();
            var origin = ORIGINS.get(choice % ORIGINS.size());
            byte[] image = new byte[imageBytes];
            byte[] before = (choice & 0x10) != 0 ? new byte[choice] : null;
            changes.add(new Change.Put(choice, origin, choice, image, before));
            if ((choice & 0x20) != 0) {
                changes.add(new Change.Remove(choice, origin, 0, image, before));
            }
            body.addCommit(changes);
        }
        commits = count;
        return Arrays.copyOf(body.array(), body.byteCount());
    }

    /** At least one byte: an entry never carries none. */
    private byte[] raw(int length) {
        commits = 1;
        return Arrays.copyOf(input.take(Math.min(length, 1 << 8)), Math.max(1, length));
    }
}
