package dev.penstock.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private static final long PAUSE = 600;
    private static final long LEAP = ClockWatch.STEP_MICROS_MAX + 1;

    private final ClockWatch watch = new ClockWatch(PAUSE, 1_000);

    @Test
    void aClockThatGoesOnIsBelieved() {
        assertThat(watch.isDoubtful(1_000)).isFalse();
        assertThat(watch.isDoubtful(1_000 + ClockWatch.STEP_MICROS_MAX)).isFalse();
    }

    @Test
    void aLeapIsDoubtedForAWhile() {
        assertThat(watch.isDoubtful(1_000 + LEAP)).isTrue();
        assertThat(watch.isDoubtful(1_000 + LEAP + PAUSE - 1)).isTrue();
        assertThat(watch.isDoubtful(1_000 + LEAP + PAUSE)).isFalse();
    }

    @Test
    void anotherLeapBeginsAnew() {
        assertThat(watch.isDoubtful(1_000 + LEAP)).isTrue();
        assertThat(watch.isDoubtful(1_000 + 2 * LEAP)).isTrue();
        assertThat(watch.isDoubtful(1_000 + 2 * LEAP + PAUSE)).isFalse();
    }

    @Test
    void aClockThatWasPutRightIsBelievedAtOnce() {
        assertThat(watch.isDoubtful(1_000 + LEAP)).isTrue();
        assertThat(watch.isDoubtful(1_001)).isFalse();
        assertThat(watch.isDoubtful(1_002)).isFalse();
    }
}
