package dev.penstock.publish.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.LogPosition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When receipts wake whom they are for. */
class InFlightTest {
    private final List<Sink.Receipt> receipts = new ArrayList<>();
    private int wakes;
    private final InFlight inFlight = new InFlight(new LogPosition(1, 0), () -> wakes++);

    @Test
    void theLastReceiptWakesAndNoneBefore() {
        add(4);
        inFlight.wakeAtRest();
        deliver(0, 3);
        assertThat(wakes).isZero();
        deliver(3, 4);
        assertThat(wakes).isOne();
        assertThat(inFlight.settle()).isEqualTo(4);
    }

    @Test
    void whoWaitsForRoomIsWokenWhenHalfHasArrived() {
        add(6);
        inFlight.wakeAtHalf();
        deliver(0, 2);
        assertThat(wakes).isZero();
        deliver(2, 3);
        assertThat(wakes).isOne();
    }

    @Test
    void aHalfIsHalfOfWhatWasThereWhenItWasSettled() {
        add(8);
        deliver(0, 4);
        assertThat(inFlight.settle()).isEqualTo(4);
        inFlight.wakeAtHalf();
        deliver(4, 5);
        assertThat(wakes).isZero();
        deliver(5, 6);
        assertThat(wakes).isOne();
    }

    @Test
    void whatArrivedBetweenSettlingAndWaitingIsDue() {
        add(4);
        deliver(0, 2);
        assertThat(wakes).isZero();
        inFlight.wakeAtHalf();
        assertThat(inFlight.isDue()).isTrue();
    }

    @Test
    void whatArrivesOutOfTurnIsDueOnce() {
        add(4);
        deliver(1, 4);
        inFlight.wakeAtHalf();
        assertThat(inFlight.isDue()).isTrue();
        assertThat(inFlight.settle()).isZero();
        inFlight.wakeAtHalf();
        assertThat(inFlight.isDue()).isFalse();
        deliver(0, 1);
        assertThat(wakes).isOne();
        assertThat(inFlight.settle()).isEqualTo(4);
        assertThat(inFlight.isDue()).isFalse();
    }

    @Test
    void aRefusalWakesAtOnce() {
        add(4);
        receipts.get(2).onRefused(new IllegalStateException("refused"));
        assertThat(wakes).isOne();
        assertThat(inFlight.isAtRest()).isFalse();
        deliver(0, 2);
        deliver(3, 4);
        assertThat(inFlight.isAtRest()).isTrue();
        assertThat(inFlight.settle()).isEqualTo(2);
        assertThat(inFlight.reached()).isEqualTo(new LogPosition(2, 1));
    }

    private void add(int count) {
        for (int i = 1; i <= count; i++) {
            var outgoing = new OutgoingRecord("topic", new byte[1], new byte[1], List.of());
            receipts.add(inFlight.add(outgoing, new LogPosition(i, 0), i).receipt());
        }
    }

    private void deliver(int from, int to) {
        receipts.subList(from, to).forEach(Sink.Receipt::onDelivered);
    }
}
