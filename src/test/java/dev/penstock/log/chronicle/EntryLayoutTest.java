package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.BatchSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EntryLayoutTest {
    private static final SegmentId PLACE = new SegmentId(3, 0x1122334455667788L, 5);

    @Test
    void everyFlippedBitIsDetected() {
        var good = entry();
        for (int bit = 0; bit < 8 * good.length; bit++) {
            var flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(isValid(flipped, PLACE)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void anEntryInAnotherPlaceIsNone() {
        var good = entry();
        assertThat(isValid(good, PLACE)).isTrue();
        assertThat(isValid(good, PLACE.withSegment(4))).isFalse();
        assertThat(isValid(good, new SegmentId(2, PLACE.epochId(), 5))).isFalse();
        assertThat(isValid(good, new SegmentId(3, 1, 5))).isFalse();
    }

    @Test
    void whatTheHeaderSaysIsRead() {
        var source = new BatchSource(1);
        source.take(3);
        var batch = source.next(2, 300_000, true);
        var encoder = new BatchEncoder(PLACE, 99);
        encoder.enterSegment(5);
        int bodyBytes = batch.body().byteCount();
        assertThat(EntryLayout.entryCount(bodyBytes)).isEqualTo(3);
        int chain = 99;
        for (int i = 0; i < 3; i++) {
            var header = ByteBuffer.wrap(encoder.header(batch, i)).order(ByteOrder.LITTLE_ENDIAN);
            var entry = EntryLayout.read(header, 0);
            assertThat(entry.stamp())
                    .isEqualTo(
                            new Entry.BatchStamp(
                                    4, batch.firstSequence(), batch.commitMicros(), 2, bodyBytes));
            assertThat(entry.index()).isEqualTo(i);
            assertThat(entry.count()).isEqualTo(3);
            assertThat(entry.chain()).isEqualTo(chain);
            assertThat(entry.opensSegment()).isEqualTo(i == 0);
            assertThat(EntryLayout.entryBytes(header, 0))
                    .isLessThanOrEqualTo(EntryLayout.ENTRY_BYTES_MAX);
            chain = encoder.chain();
            assertThat(entry.crc()).isEqualTo(chain);
        }
    }

    /** A segment's bytes with rubbish before, between and behind; cut into any two windows. */
    @Test
    void theScanFindsEntriesWhereverTheWindowEnds() {
        var entry = entry();
        int aligned = (int) EntryLayout.aligned(entry.length);
        var bytes = new byte[24 + aligned + 8 + aligned + 12];
        Arrays.fill(bytes, (byte) 0x5A);
        System.arraycopy(entry, 0, bytes, 24, entry.length);
        System.arraycopy(entry, 0, bytes, 24 + aligned + 8, entry.length);
        for (int cut = 0; cut <= bytes.length; cut++) {
            var scan = new EntryScan(PLACE);
            var window = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).limit(cut);
            int found = 0;
            for (boolean isRest = false; ; ) {
                if (scan.find(window, isRest)) {
                    assertThat(window.position()).isIn(24, 24 + aligned + 8);
                    found++;
                    window.position(Math.min(window.position() + aligned, window.limit()));
                } else if (isRest) {
                    break;
                } else {
                    // As the reader does: what is left stays, the rest is read behind it.
                    int from = (int) EntryLayout.aligned(window.position());
                    window.limit(bytes.length).position(from);
                    isRest = true;
                }
            }
            assertThat(found).as("cut at %d", cut).isEqualTo(2);
        }
    }

    private static byte[] entry() {
        var batch = new BatchSource(2).next(2, 30, true);
        var encoder = new BatchEncoder(PLACE, 7);
        var header = encoder.header(batch, 0);
        var entry = Arrays.copyOf(header, header.length + batch.body().byteCount());
        System.arraycopy(batch.body().array(), 0, entry, header.length, batch.body().byteCount());
        return entry;
    }

    private static boolean isValid(byte[] bytes, SegmentId place) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new EntryScan(place).find(buffer, true) && buffer.position() == 0;
    }
}
