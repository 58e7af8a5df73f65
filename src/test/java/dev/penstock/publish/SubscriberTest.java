package dev.penstock.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.memory.MemoryLog;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SubscriberTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final SubscriberLoop loop =
            new SubscriberLoop() {
                @Override
                public void execute(Runnable task) {
                    tasks.add(task);
                }

                @Override
                public void inTurn(Runnable task) {
                    tasks.add(task);
                }
            };

    @Test
    void whoGivesUpAtOnceIsNotKept() {
        try (var table = new StreamedTable(new MemoryLog(Long.MAX_VALUE), 100)) {
            var audience = new Audience(loop);

            table.subscriber(loop, new Receiver(Flow.Subscription::cancel)).begin(audience);
            turnLoop();

            assertThat(audience.size()).isZero();
        }
    }

    @Test
    void whoAsksAtOnceIsKept() {
        try (var table = new StreamedTable(new MemoryLog(Long.MAX_VALUE), 100)) {
            var audience = new Audience(loop);

            table.subscriber(loop, new Receiver(given -> given.request(1))).begin(audience);
            turnLoop();

            assertThat(audience.size()).isOne();
        }
    }

    private void turnLoop() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** Does one thing with what it is given, and is told nothing. */
    private record Receiver(Consumer<Flow.Subscription> then) implements Flow.Subscriber<Delivery> {
        @Override
        public void onSubscribe(Flow.Subscription given) {
            then.accept(given);
        }

        @Override
        public void onNext(Delivery delivery) {
            throw new AssertionError(delivery);
        }

        @Override
        public void onError(Throwable problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("there is no end");
        }
    }
}
