package dev.penstock.partition;

import dev.penstock.error.RequestException;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The inbox's protocol: who was accepted is taken once, nobody sleeps on, the bounds hold. */
public final class InboxStress {
    private static final int BYTES = 7;

    private InboxStress() {}

    private static Inbox inbox(int commandsMax) {
        return new Inbox(new DatabaseSettings.Inbox(commandsMax, 1 << 20));
    }

    private static Inbox.Submission submission() {
        return Inbox.Submission.of(new Command.DeleteTable("t"), BYTES, new CompletableFuture<>());
    }

    /** 1 if it is accepted. */
    private static int offer(Inbox inbox) {
        try {
            inbox.offer(submission());
            return 1;
        } catch (RequestException refused) {
            return 0;
        }
    }

    /** Takes and answers until the inbox is closed and empty; returns how many. */
    private static int takeAll(Inbox inbox) {
        int taken = 0;
        while (inbox.awaitWork()) {
            while (inbox.poll() != null) {
                taken++;
                inbox.release(1, BYTES);
            }
        }
        return taken;
    }

    /** An offer meets a taker that is about to park. A lost wake-up hangs: the caller's limit ends it. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "woken, and the command is there")
    @State
    public static class OfferWakesTaker {
        private final Inbox inbox = inbox(4);

        @Actor
        public void offerer() {
            offer(inbox);
        }

        @Actor
        public void taker(I_Result result) {
            result.r1 = inbox.awaitWork() && inbox.poll() != null ? 1 : 0;
        }
    }

    /** The second offer may come while the taker takes the first, or parks again behind it. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both taken, once")
    @State
    public static class TwoOffersAreTaken {
        private final Inbox inbox = inbox(4);

        @Actor
        public void offerer() {
            offer(inbox);
            offer(inbox);
        }

        @Actor
        public void taker(I_Result result) {
            int taken = 0;
            while (taken < 2 && inbox.awaitWork()) {
                taken += inbox.poll() != null ? 1 : 0;
            }
            result.r1 = taken;
        }
    }

    /** Two commands are posted under one waking, while the taker is about to park. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both taken, once")
    @State
    public static class OneWakingForTwoPosts {
        private final Inbox inbox = inbox(4);

        @Actor
        public void poster() {
            inbox.post(submission());
            inbox.post(submission());
            inbox.wake();
        }

        @Actor
        public void taker(I_Result result) {
            int taken = 0;
            while (taken < 2 && inbox.awaitWork()) {
                taken += inbox.poll() != null ? 1 : 0;
            }
            result.r1 = taken;
        }
    }

    /** Close meets an offer: the taker ends, and has taken exactly what was accepted. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "accepted and taken")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "refused")
    @State
    public static class OfferMeetsClose {
        private final Inbox inbox = inbox(4);

        @Actor
        public void offerer(II_Result result) {
            result.r1 = offer(inbox);
        }

        @Actor
        public void taker(II_Result result) {
            inbox.close();
            result.r2 = takeAll(inbox);
        }
    }

    /** Close meets a taker that may be parked: it wakes, and takes what came before. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "taken, and ended")
    @State
    public static class CloseWakesTaker {
        private final Inbox inbox = inbox(4);

        @Actor
        public void closer(II_Result result) {
            result.r1 = offer(inbox);
            inbox.close();
        }

        @Actor
        public void taker(II_Result result) {
            result.r2 = takeAll(inbox);
        }
    }

    /** Two offers for one place. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one place, one command")
    @State
    public static class OneIsTooMany {
        private final Inbox inbox = inbox(1);

        @Actor
        public void first(III_Result result) {
            result.r1 = offer(inbox);
        }

        @Actor
        public void second(III_Result result) {
            result.r2 = offer(inbox);
        }

        @Arbiter
        public void waiting(III_Result result) {
            while (inbox.poll() != null) {
                result.r3++;
            }
        }
    }
}
