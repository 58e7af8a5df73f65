package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.LogEnd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DurableMarkTest {
    private static final DurableMark MARK =
            new DurableMark(new SegmentId(2, -5L, 9), 70_000, new LogEnd(11, 22, 33), 0xCAFE);

    @Test
    void whatIsEncodedIsDecoded() {
        assertThat(DurableMark.decode(encoded(), 0)).isEqualTo(MARK);
    }

    @Test
    void everyFlippedBitIsDetected() {
        for (int bit = 0; bit < 8 * DurableMark.SLOT_BYTES; bit++) {
            var slot = encoded();
            slot.put(bit / 8, (byte) (slot.get(bit / 8) ^ 1 << bit % 8));
            assertThat(DurableMark.decode(slot, 0)).isNull();
        }
    }

    @Test
    void everyCutIsDetected() {
        for (int bytes = 0; bytes < DurableMark.SLOT_BYTES; bytes++) {
            assertThat(DurableMark.decode(encoded().limit(bytes), 0)).isNull();
        }
    }

    @Test
    void theLaterOneHasTheHigherEpochThenTheHigherBatch() {
        var nextBatch = new DurableMark(MARK.place(), 80_000, new LogEnd(12, 23, 34), 0);
        var nextEpoch = new DurableMark(new SegmentId(3, 1, 0), 0, new LogEnd(9, 9, 9), 0);
        assertThat(DurableMark.later(MARK, nextBatch)).isSameAs(nextBatch);
        assertThat(DurableMark.later(nextBatch, MARK)).isSameAs(nextBatch);
        assertThat(DurableMark.later(nextBatch, nextEpoch)).isSameAs(nextEpoch);
        assertThat(DurableMark.later(null, MARK)).isSameAs(MARK);
        assertThat(DurableMark.later(null, null)).isNull();
    }

    private static ByteBuffer encoded() {
        var slot = ByteBuffer.allocate(DurableMark.SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        MARK.encode(slot);
        return slot;
    }
}
