package dev.penstock.linearizability.client;

import dev.penstock.linearizability.Action;
import dev.penstock.linearizability.Operation;
import dev.penstock.reliability.Await;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One client with one connection at a time. Of one thread at a time. */
final class Client {
    private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(5);
    private static final Duration LAST_READ_PATIENCE = Duration.ofSeconds(20);

    /** Of a last read whose time is up: the whole machine may have stood still. */
    private static final int LAST_READ_TRIES = 3;

    private static final int[] PATIENCE_MILLIS = {100, 400, 1_500};
    private static final int IMPATIENT_EVERY = 100;
    private static final int IMPATIENT_MICROS_MAX = 3_000;
    private static final int BREAK_EVERY = 250;

    private final int number;
    private final SplittableRandom random;
    private final RandomActions actions;
    private final Shared shared;
    private @Nullable Connection connection;

    Client(int number, SplittableRandom random, Shared shared) {
        this.number = number;
        this.random = random;
        this.shared = shared;
        actions = new RandomActions(random, shared.values());
    }

    /** What all clients have in common. */
    record Shared(AtomicLong values, Tally tally, Sightings sightings) {}

    /** Sends one operation after the other to keys that are hot. */
    void load(Incarnation server, HotKeys keys, BooleanSupplier running) {
        while (running.getAsBoolean()) {
            HotKey key = keys.pick(random);
            send(server, key, actions.next(key));
        }
        disconnect();
    }

    /**
     * Reads every key that it finds in the queue, from a server that is ready: it must answer each
     * time. A read without an answer would say nothing, so that a server which answers none would
     * have forgotten nothing.
     */
    void read(Incarnation server, Queue<HotKey> keys) {
        HotKey key;
        while ((key = keys.poll()) != null) {
            String silence = readPatiently(server, key);
            if (!silence.isEmpty()) {
                shared.tally().violations.add("a last read of " + key.name() + " " + silence);
            }
        }
        disconnect();
    }

    /** Returns why there was no answer, or an empty string. */
    private String readPatiently(Incarnation server, HotKey key) {
        var action = new Action.Get();
        byte[] request =
                Connection.request(Wire.operation(action), Wire.body(key.name(), action, true));
        String silence = "";
        for (int i = 0; i < LAST_READ_TRIES; i++) {
            long invoked = System.nanoTime();
            try {
                var open = connection == null ? new Connection(server.port()) : connection;
                connection = open;
                open.send(request, request.length);
                Reply reply = open.receive(LAST_READ_PATIENCE);
                record(server, key, action, invoked, Wire.meaning(action, true, reply));
                return reply.status() == 200 ? "" : "was answered " + reply;
            } catch (SocketTimeoutException late) {
                disconnect();
                silence = "was not answered in time, " + LAST_READ_TRIES + " times";
            } catch (IOException refused) {
                disconnect();
                return "failed: " + refused;
            }
        }
        return silence;
    }

    private void send(Incarnation server, HotKey key, Action action) {
        Connection open = connect(server);
        if (open == null) {
            return;
        }
        boolean shows = actions.shows();
        byte[] request =
                Connection.request(Wire.operation(action), Wire.body(key.name(), action, shows));
        shared.sightings().onSend(action);
        long invoked = System.nanoTime();
        Wire.Meaning meaning;
        try {
            meaning = Wire.meaning(action, shows, somehow(open, request));
        } catch (IOException noAnswer) {
            disconnect();
            meaning = new Wire.Meaning.Unclear(false);
        }
        record(server, key, action, invoked, meaning);
    }

    private void record(
            Incarnation server, HotKey key, Action action, long invoked, Wire.Meaning meaning) {
        long now = System.nanoTime();
        switch (meaning) {
            case Wire.Meaning.Told told -> {
                shared.tally().answered.increment();
                shared.sightings().onAnswer(action);
                if (action instanceof Action.Get && told.answer().shown() != null) {
                    shared.sightings().onRead(told.answer().shown());
                }
                key.onAnswer(new Operation(number, action, invoked, now, told.answer()));
            }
            case Wire.Meaning.Unclear unclear -> {
                shared.tally().lost.increment();
                if (unclear.isServerError()) {
                    shared.tally().serverErrors.increment();
                }
                shared.sightings().onLoss(action);
                key.onLoss(new Operation(number, action, invoked, Operation.NEVER, null), server);
            }
            case Wire.Meaning.NotTried notTried -> {
                shared.tally().throttled.increment();
                shared.sightings().onAnswer(action);
            }
            case Wire.Meaning.Nonsense nonsense ->
                    shared.tally().violations.add(action + " was answered " + nonsense.reply());
        }
    }

    /** Now and then breaks the connection instead, before or after the request is complete. */
    private Reply somehow(Connection open, byte[] request) throws IOException {
        int mood = random.nextInt(BREAK_EVERY);
        open.send(request, mood == 0 ? random.nextInt(request.length) : request.length);
        if (mood > 1) {
            return open.receive(patience());
        }
        shared.tally().broken.increment();
        if (random.nextBoolean()) {
            open.reset();
        }
        throw new IOException("broken off by this client");
    }

    private Duration patience() {
        return random.nextInt(IMPATIENT_EVERY) == 0
                ? Duration.ofNanos(1_000L * random.nextInt(IMPATIENT_MICROS_MAX))
                : Duration.ofMillis(PATIENCE_MILLIS[number % PATIENCE_MILLIS.length]);
    }

    private @Nullable Connection connect(Incarnation server) {
        if (connection == null) {
            try {
                connection = new Connection(server.port());
            } catch (IOException notNow) {
                Await.elapse(BETWEEN_CONNECTS);
            }
        }
        return connection;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException gone) {
            // It is of no use any more either way.
        }
    }
}
