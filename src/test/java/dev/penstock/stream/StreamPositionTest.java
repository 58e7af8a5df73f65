package dev.penstock.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamPositionTest {
    @Test
    void aNumberHas39DigitsInFixedPlaces() {
        assertThat(new StreamPosition(1_764_336_000_123_456L, 42, 7).toNumber())
                .isEqualTo("101764336000123456000000000000000420007");
        assertThat(StreamPosition.atTime(0).toNumber()).isEqualTo("1" + "0".repeat(38));
        assertThat(StreamPosition.lastBefore(99_999_999_999_999_999L + 1).toNumber())
                .isEqualTo("1" + "9".repeat(38));
    }

    @Test
    void aNumberIsReadAsWhatItWasWrittenFrom() {
        var position = new StreamPosition(1_764_336_000_123_456L, 42, 7);
        assertThat(StreamPosition.ofNumber(position.toNumber())).isEqualTo(position);
    }
}
