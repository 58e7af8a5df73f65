package dev.penstock.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.error.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

/** Many offer while one takes and somebody closes: who was accepted is taken, nobody sleeps on. */
class InboxRaceTest {
    private static final int OFFERERS = 4;
    private static final int OFFERS_BEFORE_CLOSE = 2_000;

    private final Inbox inbox = new Inbox(new DatabaseSettings.Inbox(64, 1 << 20));
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    @RepeatedTest(20)
    void whoWasAcceptedIsTakenAndTheTakerEnds() throws InterruptedException {
        var taker = new Thread(this::take);
        List<Thread> offerers = new ArrayList<>();
        for (int i = 0; i < OFFERERS; i++) {
            offerers.add(new Thread(this::offer));
        }
        taker.start();
        offerers.forEach(Thread::start);
        for (Thread offerer : offerers) {
            offerer.join();
        }
        taker.join();

        assertThat(taken.get()).isEqualTo(accepted.get());
        assertThat(inbox.commands()).isZero();
        assertThat(inbox.bytes()).isZero();
    }

    private void offer() {
        for (int offers = 0; offers < OFFERS_BEFORE_CLOSE; offers++) {
            try {
                inbox.offer(
                        Inbox.Submission.of(
                                new Command.DeleteTable("a"), 7, new CompletableFuture<>()));
                accepted.incrementAndGet();
            } catch (RequestException _) {
                // Full or closed: an answer too.
                Thread.onSpinWait();
            }
        }
        inbox.close();
    }

    private void take() {
        while (inbox.awaitWork()) {
            int commands = 0;
            while (inbox.poll() != null) {
                commands++;
            }
            taken.addAndGet(commands);
            inbox.release(commands, 7L * commands);
        }
    }
}
