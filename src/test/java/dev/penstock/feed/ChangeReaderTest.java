package dev.penstock.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.BatchSource;
import dev.penstock.log.Change;
import dev.penstock.log.LogPosition;
import dev.penstock.log.memory.MemoryLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ChangeReaderTest {
    private static final int TABLE = 7;
    private static final int OTHER = 8;
    private static final long LAST = 5_000;
    private static final int READERS = 6;

    private final MemoryLog log = new MemoryLog(2_000);
    private final ChangeRing<Long> ring = new ChangeRing<>(1_000, 0, 0L);

    @Test
    void whatIsGoneIsSaidAndTheRestIsGiven() {
        commit(200);
        try (var reader = new ChangeReader(ring, log, TABLE, new LogPosition(1, 0))) {
            var gone = (ChangePage.Trimmed) reader.read(Long.MAX_VALUE);
            assertThat(gone.held()).isEqualTo(new LogPosition(log.firstSequence(), 0));
            assertThat(reader.read(Long.MAX_VALUE)).isEqualTo(gone);

            reader.skipTo(gone.held());
            assertThat(sequences(reader.read(Long.MAX_VALUE)))
                    .first()
                    .isEqualTo(log.firstSequence());
            assertThat(reader.next()).isEqualTo(new LogPosition(201, 0));
        }
    }

    @Test
    void whoReadsTheEndOfAnEmptyLogWaitsForTheFirstCommit() {
        try (var reader = new ChangeReader(ring, log, TABLE, new LogPosition(0, 0))) {
            assertThat(sequences(reader.read(Long.MAX_VALUE))).isEmpty();
            assertThat(reader.mayHaveMore()).isFalse();
            commit(1);
            assertThat(reader.mayHaveMore()).isTrue();
            assertThat(sequences(reader.read(Long.MAX_VALUE))).containsExactly(1L);
        }
    }

    @Test
    void aTableThatNobodyReadsAnyMoreIsNotInTheRing() {
        var first = new ChangeReader(ring, log, TABLE, new LogPosition(1, 0));
        var second = new ChangeReader(ring, log, TABLE, new LogPosition(1, 0));
        first.close();
        commit(1);
        assertThat(ring.heldBytes()).isPositive();
        second.close();
        commit(1);
        commit(1);

        assertThat(ring.live().beginBatch().holds(TABLE)).isFalse();
    }

    /** Readers that sleep, that come while others write, and that are slow: none sleeps on. */
    @RepeatedTest(3)
    void everySleeperIsWoken() throws InterruptedException {
        var everything = new MemoryLog(Long.MAX_VALUE);
        var threads = new ArrayList<Reading>();
        for (int i = 0; i < READERS; i++) {
            threads.add(new Reading(everything, 1 + i));
        }
        threads.subList(0, READERS / 2).forEach(Thread::start);
        for (long sequence = 1; sequence <= LAST; sequence++) {
            commit(everything, sequence);
            if (sequence == LAST / 2) {
                threads.subList(READERS / 2, READERS).forEach(Thread::start);
            }
        }
        for (Reading thread : threads) {
            thread.join();
        }

        for (Reading thread : threads) {
            assertThat(thread.seen).isEqualTo(expected(thread.from));
        }
    }

    private static List<Long> expected(long from) {
        var all = new ArrayList<Long>();
        for (long sequence = from; sequence <= LAST; sequence++) {
            if (isOfTable(sequence)) {
                all.add(sequence);
            }
        }
        return all;
    }

    /** Every third commit is of another table; the last one is not. */
    private static boolean isOfTable(long sequence) {
        return sequence % 3 != 0 || sequence == LAST;
    }

    private final class Reading extends Thread {
        private final MemoryLog everything;
        private final long from;
        private final List<Long> seen = new ArrayList<>();

        Reading(MemoryLog everything, long from) {
            this.everything = everything;
            this.from = from;
        }

        @Override
        public void run() {
            var begin = new LogPosition(from, 0);
            try (var reader = new ChangeReader(ring, everything, TABLE, begin)) {
                while (seen.isEmpty() || seen.getLast() < LAST) {
                    reader.await();
                    seen.addAll(sequences(reader.read(1)));
                }
            }
        }
    }

    private void commit(int count) {
        for (int i = 0; i < count; i++) {
            write(log, log.end().sequence() + 1, TABLE);
        }
    }

    private void commit(MemoryLog to, long sequence) {
        write(to, sequence, isOfTable(sequence) ? TABLE : OTHER);
    }

    /** As the writer does. */
    private void write(MemoryLog to, long sequence, int tableId) {
        Change change = BatchSource.put(tableId, "image");
        var live = ring.live().beginBatch();
        var body = new BatchBody();
        body.addCommit(List.of(change));
        to.append(new Batch(sequence, sequence, sequence, body));
        to.sync();
        var commit = new FeedCommit(sequence, List.of(new FeedChange(change, null)));
        ring.publish(
                sequence,
                live.holds(tableId) ? new FeedBatch(sequence, sequence, List.of(commit)) : null,
                sequence);
    }

    private static List<Long> sequences(ChangePage page) {
        return switch (page) {
            case ChangePage.Changes some ->
                    some.changes().stream().map(change -> change.position().sequence()).toList();
            case ChangePage.Trimmed gone -> throw new AssertionError(gone);
        };
    }
}
