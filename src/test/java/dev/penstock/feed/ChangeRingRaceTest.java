package dev.penstock.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * One publishes as fast as it can, others read at their own pace, sleeping when there is nothing:
 * each sees every commit in order, or learns that it missed some; at the end all have come to the
 * end, and nobody sleeps on.
 */
class ChangeRingRaceTest {
    private static final int READERS = 4;
    private static final long LAST = 20_000;

    /** So little that slow readers fall behind now and then. */
    private static final long BYTES_MAX = 64 << 10;

    private final ChangeRing<Long> ring = new ChangeRing<>(BYTES_MAX, 0, 0L);

    @RepeatedTest(5)
    void everyReaderSeesAllOrLearnsThatItDidNot() throws InterruptedException {
        var readers = new ArrayList<Reader>();
        for (int i = 0; i < READERS; i++) {
            readers.add(new Reader(ring.open(), i));
        }
        readers.forEach(Thread::start);
        for (long sequence = 1; sequence <= LAST; sequence++) {
            ring.publish(sequence, followed(sequence), sequence);
        }
        for (Reader reader : readers) {
            reader.join();
        }

        assertThat(readers).extracting(reader -> reader.problem).containsOnlyNulls();
    }

    /** Every third one is of tables that nobody follows; the last one is not. */
    private static @Nullable FeedBatch followed(long sequence) {
        if (!isFollowed(sequence)) {
            return null;
        }
        var change = new Change.Put(7, Origin.USER, 0, new byte[100], null);
        var commit = new FeedCommit(sequence, List.of(new FeedChange(change, null)));
        return new FeedBatch(sequence, sequence, List.of(commit));
    }

    private static boolean isFollowed(long sequence) {
        return sequence % 3 != 0 || sequence == LAST;
    }

    private final class Reader extends Thread {
        private final FeedCursor<Long> cursor;
        private final int slowness;
        private long seen;
        private @Nullable String problem;

        Reader(FeedCursor<Long> cursor, int slowness) {
            this.cursor = cursor;
            this.slowness = slowness;
        }

        @Override
        public void run() {
            while (seen < LAST && problem == null) {
                cursor.await();
                turn();
            }
        }

        private void turn() {
            FeedEnd<Long> end = ring.end();
            if (end.sequence() != end.version()) {
                problem = "an end of two commits";
            }
            while (cursor.isBefore(end)) {
                FeedBatch batch = cursor.take();
                if (batch == null) {
                    cursor.skipTo(end);
                    seen = end.sequence();
                } else {
                    batch.commits().forEach(this::see);
                    work();
                }
            }
            cursor.acknowledge();
        }

        private void see(FeedCommit commit) {
            long next = seen + 1;
            while (!isFollowed(next)) {
                next++;
            }
            if (commit.sequence() != next && commit.sequence() > seen) {
                problem = "commit " + commit.sequence() + " follows " + seen;
            }
            // One that was skipped with an end is older than what was seen.
            seen = Math.max(seen, commit.sequence());
        }

        private void work() {
            for (int i = 0; i < slowness * 200; i++) {
                Thread.onSpinWait();
            }
        }
    }
}
