package dev.penstock.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final int CONNECTIONS = 1_000;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final Sweep sweep = new Sweep(() -> 7, () -> true, 1);
    private final List<String> order = new ArrayList<>();
    private final CountDownLatch looks = new CountDownLatch(CONNECTIONS);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void requestsHaveTheirTurnWhileManyConnectionsEndAtOnce() throws InterruptedException {
        watch(true);

        assertThat(order.indexOf("a request")).isBetween(1, 8);
        assertThat(Collections.frequency(order, "look")).isGreaterThanOrEqualTo(CONNECTIONS);
    }

    @Test
    void requestsHaveTheirTurnWhileManyConnectionsAreLookedAt() throws InterruptedException {
        watch(false);

        assertThat(order.indexOf("a request")).isBetween(1, CONNECTIONS / 3);
    }

    private void watch(boolean isOverdue) throws InterruptedException {
        List<Connection> connections =
                Stream.generate(() -> new Connection(isOverdue)).limit(CONNECTIONS).toList();
        loop.execute(() -> connections.forEach(one -> sweep.add(one, loop)));
        assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();
        loop.submit(() -> connections.forEach(sweep::remove)).syncUninterruptibly();
    }

    private final class Connection implements Sweep.Watched {
        private final boolean isOverdue;

        Connection(boolean isOverdue) {
            this.isOverdue = isOverdue;
        }

        @Override
        public boolean look(long nanos, boolean isPressed) {
            if (order.isEmpty()) {
                loop.execute(() -> order.add("a request"));
            }
            order.add("look");
            looks.countDown();
            if (isOverdue) {
                sweep.remove(this);
            }
            return isOverdue;
        }
    }

    @Test
    void whoComesBetweenTwoRoundsIsLookedAtInTheNext() throws InterruptedException {
        watch(true);
        var late = new CountDownLatch(1);
        loop.execute(
                () ->
                        sweep.add(
                                (nanos, isPressed) -> {
                                    assertThat(nanos).isEqualTo(7);
                                    assertThat(isPressed).isTrue();
                                    late.countDown();
                                    return false;
                                },
                                loop));

        assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
