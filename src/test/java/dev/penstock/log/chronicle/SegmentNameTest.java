package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.queue.RollCycles;
import org.junit.jupiter.api.Test;

class SegmentNameTest {
    @Test
    void namesAreThoseOfTheQueue() {
        var cycle = RollCycles.FIVE_MINUTELY;
        assertThat(SegmentName.CYCLE_MILLIS).isEqualTo(cycle.lengthInMillis());
        var format = DateTimeFormatter.ofPattern(cycle.format()).withZone(ZoneOffset.UTC);
        for (int segment : new int[] {0, 1, 287, 288, 1_000_000}) {
            String name = format.format(Instant.ofEpochMilli(segment * 300_000L)) + ".cq4";
            assertThat(SegmentName.file(segment)).isEqualTo(name);
            assertThat(SegmentName.segment(name)).hasValue(segment);
        }
    }

    @Test
    void otherFilesAreNoSegments() {
        assertThat(SegmentName.segment("metadata.cq4t")).isEmpty();
        assertThat(SegmentName.segment("19700101-0000V.precreated")).isEmpty();
        assertThat(SegmentName.segment("copy.cq4")).isEmpty();
        assertThat(SegmentName.isPrepared(SegmentName.prepared(3))).isTrue();
        assertThat(SegmentName.isPrepared(SegmentName.file(3))).isFalse();
    }
}
