package dev.penstock.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.memory.MemoryLog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Subscribers that come and go, quick ones and slow ones: each has each change once, in order. */
class SubscriptionsModelTest {
    private static final int SUBSCRIBERS = 12;
    private static final int WRITES = 600;

    /** Several times what the window holds. */
    private static final int ITEM_BYTES = 6_000;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void everySubscriberHasEachChangeOnce(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        try (var table = new StreamedTable(new MemoryLog(Long.MAX_VALUE), 100)) {
            var subscribers = new ArrayList<ModelSubscriber>();
            for (int i = 0; i < WRITES; i++) {
                table.write("id" + random.nextInt(9), random.nextInt(ITEM_BYTES));
                if (subscribers.size() < SUBSCRIBERS && random.nextInt(WRITES / SUBSCRIBERS) == 0) {
                    subscribers.add(ModelSubscriber.begin(table, random.split()));
                }
            }
            table.write("last", 1);
            for (ModelSubscriber subscriber : subscribers) {
                subscriber.awaitLast();
            }
            for (ModelSubscriber subscriber : subscribers) {
                assertThat(subscriber.seen()).isEqualTo(table.changesFrom(subscriber.from()));
            }
            table.awaitLoops();
            assertThat(table.subscriptions().subscribers()).isZero();
        }
    }

    @Test
    void eachChangeIsEncodedOnceHoweverManyListen() throws Exception {
        var encoded = new AtomicInteger();
        try (var table = new StreamedTable(new MemoryLog(Long.MAX_VALUE), 100)) {
            table.countEncodings(encoded);
            var subscribers = new ArrayList<ModelSubscriber>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(ModelSubscriber.eager(table));
            }
            for (int i = 0; i < 200; i++) {
                table.write("id" + i % 9, 10);
            }
            table.write("last", 1);
            for (ModelSubscriber subscriber : subscribers) {
                subscriber.awaitLast();
                assertThat(subscriber.seen()).hasSize(201);
            }
        }
        assertThat(encoded).hasValue(201);
    }

    @Test
    void whoAsksForNothingHasTheRestFromTheLogLater() throws Exception {
        try (var table = new StreamedTable(new MemoryLog(Long.MAX_VALUE), 100)) {
            var quick = ModelSubscriber.eager(table);
            var slow = ModelSubscriber.silent(table);
            for (int i = 0; i < 400; i++) {
                table.write("id" + i % 9, ITEM_BYTES);
            }
            table.write("last", 1);
            quick.awaitLast();
            assertThat(slow.seen()).isEmpty();

            slow.askForAll();
            slow.awaitLast();

            assertThat(slow.seen()).isEqualTo(quick.seen()).hasSize(401);
        }
    }

    @Test
    void whoIsTooFarBehindIsToldWhatIsGone() throws Exception {
        try (var table = new StreamedTable(new MemoryLog(200_000), 100)) {
            var slow = ModelSubscriber.silent(table);
            for (int i = 0; i < 400; i++) {
                table.write("id" + i % 9, ITEM_BYTES);
            }
            table.write("last", 1);
            slow.askForAll();
            slow.awaitLast();

            assertThat(slow.gaps()).hasSize(1);
            List<String> rest = table.changesFrom(slow.gaps().getFirst());
            assertThat(slow.seen()).isEqualTo(rest);
            assertThat(rest).hasSizeBetween(1, 100);
        }
    }

    @Test
    void aClosingServerEndsAll() throws ExecutionException, InterruptedException {
        var table = new StreamedTable(new MemoryLog(Long.MAX_VALUE), 100);
        var eager = ModelSubscriber.eager(table);
        var silent = ModelSubscriber.silent(table);

        table.close();

        assertThat(eager.awaitEnd()).isEqualTo(Delivery.Reason.SERVER_STOPPING);
        assertThat(silent.awaitEnd()).isNull();
    }
}
