package dev.penstock.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Puts numbered items, table after table, on schedule or as fast as the answers come. */
final class StreamPuts {
    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Map<Connection, Integer> busy = new HashMap<>();
    private final int tables;
    private final Requests requests;
    private final Ages ages;
    private long start;
    private double intervalNanos;
    private long sent;
    private long refused;

    StreamPuts(int port, int connections, int tables, SplittableRandom random, Ages ages)
            throws IOException {
        this.tables = tables;
        this.ages = ages;
        requests = new Requests(random);
        for (int i = 0; i < connections; i++) {
            idle.add(new Connection(new InetSocketAddress("127.0.0.1", port), selector));
        }
    }

    static String table(int tables, int index) {
        return "of" + tables + "-" + index;
    }

    /**
     * @param rate per second; 0 for as fast as connections come free
     */
    void begin(long now, int rate) {
        start = now;
        intervalNanos = rate == 0 ? 0 : 1e9 / rate;
        sent = 0;
    }

    /** Sends what is due, and takes what came. */
    void turn(long now, Histogram latency) throws IOException {
        while (!idle.isEmpty()) {
            long due = intervalNanos == 0 ? now : start + (long) (sent * intervalNanos);
            if (due > now) {
                break;
            }
            int number = ages.next();
            Connection connection = idle.remove();
            connection.send(requests.put(table(tables, number % tables), tables, number), due);
            busy.put(connection, number);
            sent++;
        }
        receive(latency);
    }

    void receive(Histogram latency) throws IOException {
        if (selector.selectNow() == 0) {
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            var connection = (Connection) key.attachment();
            if (connection.receive()) {
                long now = System.nanoTime();
                int number = busy.remove(connection);
                if (connection.isSuccess()) {
                    ages.acknowledge(number, now);
                } else {
                    refused++;
                }
                latency.recordValue(
                        Math.min(
                                (now - connection.dueNanos()) / 1_000,
                                latency.getHighestTrackableValue()));
                idle.add(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    boolean isBusy() {
        return !busy.isEmpty();
    }

    long refused() {
        return refused;
    }
}
