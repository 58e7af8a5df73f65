package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {
    private static final long MEBIBYTE = 1L << 20;

    @ParameterizedTest
    @ValueSource(longs = {256, 307, 512, 1_024, 4_096, 65_536})
    void allThatMayBeThereAtOnceFitsTheHeap(long heapMebibytes) {
        long heap = heapMebibytes * MEBIBYTE;

        MemoryPlan plan = plan(heap);

        long inFlight =
                plan.bodiesBytes() + plan.answersBytes() + plan.inboxBytes() + plan.streamsBytes();
        assertThat(96 * MEBIBYTE + inFlight + plan.itemsBytes()).isLessThan(heap * 98 / 100);
        assertThat(plan.bodiesBytes()).isBetween(32 * MEBIBYTE, 256 * MEBIBYTE);
        assertThat(plan.itemsBytes()).isGreaterThanOrEqualTo(heap / 8);
    }

    @Test
    void aLargeHeapIsMostlyForItems() {
        assertThat(plan(16L << 30).itemsBytes()).isGreaterThan(10L << 30);
    }

    @Test
    void whatIsSetIsTaken() {
        MemoryPlan plan =
                plan(
                        1L << 30,
                        "--requests-in-flight-bytes=16MiB",
                        "--answers-in-flight-bytes=17MiB",
                        "--inbox-bytes=1MiB");

        assertThat(plan.bodiesBytes()).isEqualTo(16 * MEBIBYTE);
        assertThat(plan.answersBytes()).isEqualTo(17 * MEBIBYTE);
        assertThat(plan.inboxBytes()).isEqualTo(MEBIBYTE);
    }

    private static MemoryPlan plan(long heapBytes, String... options) {
        return MemoryPlan.of(Configuration.ofArguments(options), heapBytes);
    }
}
