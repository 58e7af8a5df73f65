package dev.penstock.feed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeRingTest {
    private static final int ITEM_BYTES = 1_000;

    /** Holds three batches. */
    private static final long BYTES_MAX = 4 * ITEM_BYTES;

    private final ChangeRing<Long> ring = new ChangeRing<>(BYTES_MAX, 0, 0L);
    private final FeedCursor<Long> cursor = ring.open();
    private long sequence;

    @Test
    void batchesComeInTheirOrderAndOnce() {
        publish(3);

        assertThat(taken()).containsExactly(1L, 2L, 3L);
        assertThat(cursor.isBefore(ring.end())).isFalse();
        publish(1);
        assertThat(taken()).containsExactly(4L);
    }

    @Test
    void theEndKnowsOfCommitsThatNobodyFollows() {
        publish(1);
        ring.publish(++sequence, null, sequence);

        assertThat(ring.end().sequence()).isEqualTo(2);
        assertThat(ring.end().version()).isEqualTo(2);
        assertThat(taken()).containsExactly(1L);
        assertThat(cursor.isBefore(ring.end())).isFalse();
    }

    @Test
    void aReaderSeesWhatIsPublishedAfterItCame() {
        publish(2);
        var late = ring.open();
        publish(1);

        assertThat(requireNonNull(late.take()).commits().getFirst().sequence()).isEqualTo(3);
    }

    @Test
    void whoIsTooFarBehindLearnsIt() {
        publish(10);

        assertThat(ring.heldBytes()).isLessThanOrEqualTo(BYTES_MAX);
        assertThat(cursor.isBefore(ring.end())).isTrue();
        assertThat(cursor.take()).isNull();

        cursor.skipTo(ring.end());
        assertThat(cursor.isBefore(ring.end())).isFalse();
        publish(1);
        assertThat(taken()).containsExactly(11L);
    }

    @Test
    void whoFallsBehindInTheMiddleLearnsItThere() {
        publish(2);
        assertThat(cursor.take()).isNotNull();
        publish(10);

        assertThat(cursor.take()).isNull();
    }

    @Test
    void theLastBatchStaysHoweverLargeItIs() {
        ring.publish(1, batch(1, 10 * (int) BYTES_MAX), 1L);

        assertThat(cursor.take()).isNotNull();
    }

    @Test
    void whatAllHaveReadIsLetGo() {
        var other = ring.open();
        publish(2);
        taken();
        cursor.acknowledge();
        long heldForOther = ring.heldBytes();
        other.skipTo(ring.end());
        other.acknowledge();
        publish(1);

        assertThat(heldForOther).isGreaterThan(2 * ITEM_BYTES);
        assertThat(ring.heldBytes()).isLessThan(2 * ITEM_BYTES);
    }

    @Test
    void aReaderThatLeftKeepsNothing() {
        ring.open().close();
        cursor.close();
        publish(2);

        assertThat(ring.heldBytes()).isLessThan(2 * ITEM_BYTES);
    }

    @Test
    void lagIsTheAgeOfTheOldestCommitThatIsNotDone() {
        long now = micros(50);
        assertThat(cursor.lagMicros(now)).isZero();
        publish(2);
        assertThat(cursor.lagMicros(now)).isEqualTo(now - micros(1));
        assertThat(cursor.take()).isNotNull();
        assertThat(cursor.lagMicros(now)).isEqualTo(now - micros(1));
        cursor.acknowledge();
        assertThat(cursor.lagMicros(now)).isEqualTo(now - micros(2));
        assertThat(cursor.hasAcknowledged(ring.end())).isFalse();
        taken();
        cursor.acknowledge();
        assertThat(cursor.lagMicros(now)).isZero();
        assertThat(cursor.hasAcknowledged(ring.end())).isTrue();
    }

    @Test
    void lagGoesOnBehindWhatWasLetGo() {
        publish(10);

        assertThat(cursor.lagMicros(micros(50))).isEqualTo(micros(50) - micros(1));
    }

    @Test
    void whoTakesWhatIsNotThereIsWrong() {
        assertThatThrownBy(cursor::take).isInstanceOf(IllegalStateException.class);
    }

    private void publish(int batches) {
        for (int i = 0; i < batches; i++) {
            sequence++;
            ring.publish(sequence, batch(sequence, ITEM_BYTES), sequence);
        }
    }

    private List<Long> taken() {
        var sequences = new ArrayList<Long>();
        while (cursor.isBefore(ring.end())) {
            requireNonNull(cursor.take())
                    .commits()
                    .forEach(commit -> sequences.add(commit.sequence()));
        }
        return sequences;
    }

    /** Visible some time after it was decided. */
    private static FeedBatch batch(long sequence, int itemBytes) {
        var change = new Change.Put(7, Origin.USER, 0, new byte[itemBytes], null);
        var commit = new FeedCommit(sequence, List.of(new FeedChange(change, null)));
        return new FeedBatch(1, micros(sequence), List.of(commit));
    }

    private static long micros(long sequence) {
        return 1_000_000 + sequence * 10;
    }
}
