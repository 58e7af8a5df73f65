package dev.penstock.feed;

import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The feed's protocol: nobody sleeps on, what an end names is there, what is lost is known. */
public final class FeedStress {
    private FeedStress() {}

    private static FeedBatch batch(long sequence) {
        var change = new Change.Put(64, Origin.USER, 0, new byte[1], null);
        var commit = new FeedCommit(sequence, List.of(new FeedChange(change, null)));
        return new FeedBatch(sequence, sequence, List.of(commit));
    }

    /** A reader that sleeps while something is published wakes, and finds it. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found")
    @State
    public static class Wake {
        private final ChangeRing<Long> ring = new ChangeRing<>(1 << 20, 0, 0L);
        private final FeedCursor<Long> cursor = ring.open();

        @Actor
        public void writer() {
            ring.publish(1, batch(1), 1L);
        }

        @Actor
        public void reader(I_Result result) {
            cursor.await();
            FeedEnd<Long> end = ring.end();
            FeedBatch batch = cursor.isBefore(end) ? cursor.take() : null;
            result.r1 = batch == null ? 0 : (int) batch.commits().getFirst().sequence();
        }
    }

    /**
     * Two batches come, of which the ring holds one: a reader takes what is before the end it saw,
     * or learns that it is gone; r2 is the end's commit.
     */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1", "12, 2", "-1, 1", "-1, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "in order, or known to be gone")
    @State
    public static class Order {
        private final ChangeRing<Long> ring = new ChangeRing<>(1, 0, 0L);
        private final FeedCursor<Long> cursor = ring.open();

        @Actor
        public void writer() {
            ring.publish(1, batch(1), 1L);
            ring.publish(2, batch(2), 2L);
        }

        @Actor
        public void reader(II_Result result) {
            FeedEnd<Long> end = ring.end();
            int seen = 0;
            while (cursor.isBefore(end)) {
                FeedBatch batch = cursor.take();
                if (batch == null) {
                    seen = -1;
                    cursor.skipTo(end);
                } else {
                    seen = 10 * seen + (int) batch.commits().getFirst().sequence();
                }
            }
            result.r1 = seen;
            result.r2 = (int) (end.sequence() == end.version() ? end.sequence() : -1);
        }
    }
}
