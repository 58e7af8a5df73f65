package dev.penstock.reliability.crash;

import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All traffic on one server, until a blow ends it, and the check after the next start. */
final class CrashWorkload {
    private final Ledger ledger = new Ledger();
    private final KeyTraffic keys = new KeyTraffic(ledger);
    private final TableTraffic tables = new TableTraffic(ledger);
    private final FollowedTraffic followed = new FollowedTraffic(ledger);
    private final List<Traffic> traffic = new ArrayList<>();

    private boolean isCreated;

    /** Has a table with an index and a stream, if asked for. */
    CrashWorkload(boolean isFollowed) {
        traffic.addAll(List.of(keys, new BatchTraffic(ledger), tables));
        if (isFollowed) {
            traffic.add(followed);
        }
    }

    /** Waits for its moment, then strikes the server while clients are writing. */
    @FunctionalInterface
    interface Calamity {
        /** Tells the peace right before it strikes. */
        void strike(Peace peace) throws IOException, InterruptedException;
    }

    Ledger ledger() {
        return ledger;
    }

    KeyTraffic keys() {
        return keys;
    }

    FollowedTraffic followed() {
        return followed;
    }

    TableTraffic tables() {
        return tables;
    }

    /** After a start: everything promised is there. After the first, creates what is needed. */
    void check(WireClient client) throws IOException, InterruptedException {
        for (Traffic each : traffic) {
            if (isCreated) {
                each.check(client);
            } else {
                each.create(client);
            }
        }
        isCreated = true;
    }

    /** Runs until the calamity returns; every thread is gone afterwards. */
    void run(WireClient client, SplittableRandom random, Calamity calamity)
            throws IOException, InterruptedException {
        var peace = new Peace(ledger);
        var threads = new ArrayList<Thread>();
        for (Traffic each : traffic) {
            for (Runnable work : each.clients(client, random, peace)) {
                threads.add(Thread.ofPlatform().start(work));
            }
        }
        try {
            calamity.strike(peace);
        } finally {
            peace.close();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
