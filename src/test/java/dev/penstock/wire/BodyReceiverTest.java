package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyReceiverTest {
    private static final int BYTES_MAX = 1 << 20;
    private static final long UNKNOWN = -1;

    @Test
    void aBodyInAnyPiecesComesOutWhole() {
        long seed = Long.getLong("test.seed", new Random().nextLong());
        System.out.println("BodyReceiverTest -Dtest.seed=" + seed);
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] body = new byte[random.nextInt(100_000)];
            random.nextBytes(body);
            var budget = new ByteBudget(BYTES_MAX);
            long announced = random.nextBoolean() ? body.length : UNKNOWN;
            var receiver = new BodyReceiver(BYTES_MAX, budget, () -> announced);
            for (int at = 0; at < body.length; ) {
                int end = Math.min(body.length, at + 1 + random.nextInt(9_000));
                assertThat(receiver.add(Buffer.buffer().appendBytes(body, at, end - at))).isTrue();
                at = end;
            }

            assertThat(receiver.take()).isEqualTo(body);
            receiver.release();
            assertThat(budget.isUnused()).isTrue();
        }
    }

    @Test
    void manyTinyPiecesCountWhatTheyTake() {
        var budget = new ByteBudget(BYTES_MAX);
        var receiver = new BodyReceiver(BYTES_MAX, budget, () -> UNKNOWN);
        for (int i = 0; i < 100_000; i++) {
            receiver.add(Buffer.buffer("x"));
        }

        assertThat(receiver.state()).isEqualTo(BodyReceiver.State.ACCEPTED);
        assertThat(budget.tryReserve(BYTES_MAX - 200_001)).isTrue();
        assertThat(budget.tryReserve(200_001)).isFalse();
    }

    @Test
    void aBodyOfEndlessTinyPiecesIsCutOffEarly() {
        var receiver = new BodyReceiver(BYTES_MAX, new ByteBudget(BYTES_MAX), () -> UNKNOWN);
        int pieces = 0;
        while (receiver.add(Buffer.buffer("x"))) {
            pieces++;
        }

        assertThat(pieces).isLessThan(300_000);
    }

    @Test
    void theAnnouncedLengthAloneTakesNothing() {
        var budget = new ByteBudget(BYTES_MAX);
        var receiver = new BodyReceiver(BYTES_MAX, budget, () -> BYTES_MAX);
        receiver.add(Buffer.buffer("x".repeat(100)));
        receiver.add(Buffer.buffer("x".repeat(100)));

        assertThat(budget.tryReserve(BYTES_MAX - 400)).isTrue();
    }

    @Test
    void aBodyWithoutRoomToBePutTogetherIsNotTaken() {
        var budget = new ByteBudget(3_000);
        var receiver = new BodyReceiver(BYTES_MAX, budget, () -> UNKNOWN);
        receiver.add(Buffer.buffer("x".repeat(600)));
        receiver.add(Buffer.buffer("x".repeat(600)));
        assertThat(receiver.state()).isEqualTo(BodyReceiver.State.ACCEPTED);

        assertThat(budget.tryReserve(600)).isTrue();
        assertThat(receiver.take()).isNull();
        receiver.release();
        budget.release(600);
        assertThat(budget.isUnused()).isTrue();
    }

    @Test
    void aBodyOverTheBudgetGivesBackAllAndIsReadToItsEnd() {
        var budget = new ByteBudget(1_000);
        var receiver = new BodyReceiver(BYTES_MAX, budget, () -> UNKNOWN);
        receiver.add(Buffer.buffer("x".repeat(600)));

        assertThat(receiver.add(Buffer.buffer("x".repeat(600)))).isTrue();
        assertThat(receiver.state()).isEqualTo(BodyReceiver.State.OVER_BUDGET);
        assertThat(budget.isUnused()).isTrue();
        assertThat(receiver.add(Buffer.buffer("x".repeat(600)))).isTrue();
        assertThat(budget.isUnused()).isTrue();
    }
}
