package dev.penstock.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashRangeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 64, 1_000, 999_999, 1_000_000})
    void segmentsCoverAllHashesOnce(int count) {
        assertThat(HashRange.segment(0, count).first()).isZero();
        assertThat(HashRange.segment(count - 1, count).last()).isEqualTo(-1L);
        for (int i = 1; i < count; i++) {
            assertThat(HashRange.segment(i, count).first())
                    .isEqualTo(HashRange.segment(i - 1, count).last() + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1_000})
    void aHashLiesInTheSegmentThatMultiplyingTells(int count) {
        for (int i = 0; i < count; i++) {
            var segment = HashRange.segment(i, count);
            assertThat(Math.unsignedMultiplyHigh(segment.first(), count)).isEqualTo(i);
            assertThat(Math.unsignedMultiplyHigh(segment.last(), count)).isEqualTo(i);
        }
    }
}
