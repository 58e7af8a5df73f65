package dev.penstock.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Connections that carry one request each at a time, and the schedule that feeds them. A request
 * that is due while all are busy waits, and its wait counts. One thread, which never blocks: it
 * has a core to itself.
 */
final class Load implements AutoCloseable {
    /** How long after the end of a run its last answers are waited for. */
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Supplier<byte[]> requests;
    private final int connections;

    private long answers;
    private long errors;

    Load(int port, int connections, Supplier<byte[]> requests) throws IOException {
        this.requests = requests;
        this.connections = connections;
        var address = new InetSocketAddress("127.0.0.1", port);
        for (int i = 0; i < connections; i++) {
            idle.add(new Connection(address, selector));
        }
    }

    /**
     * What a run came to.
     *
     * @param errors answers other than 200
     * @param unsent requests that were due and never sent: the rate was beyond the server
     */
    record Tally(long answers, long errors, long unsent, long nanos) {}

    /**
     * Sends for this long, then waits for the answers that are missing.
     *
     * @param rate per second; 0 for as fast as connections come free
     */
    Tally run(long rate, long nanos, Histogram latency) throws IOException {
        answers = 0;
        errors = 0;
        long start = System.nanoTime();
        long end = start + nanos;
        double interval = rate == 0 ? 0 : 1e9 / rate;
        long sent = 0;
        long now = start;
        while (now < end) {
            while (!idle.isEmpty()) {
                long due = rate == 0 ? now : start + (long) (sent * interval);
                if (due > now) {
                    break;
                }
                idle.pop().send(requests.get(), due);
                sent++;
            }
            receive(latency);
            now = System.nanoTime();
        }
        long counted = answers;
        long unsent = rate == 0 ? 0 : (long) (nanos / interval) - sent;
        while (idle.size() < connections && System.nanoTime() < end + DRAIN_NANOS) {
            receive(latency);
        }
        return new Tally(counted, errors, Math.max(0, unsent), nanos);
    }

    private void receive(Histogram latency) throws IOException {
        if (selector.selectNow() == 0) {
            Thread.onSpinWait();
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            var connection = (Connection) key.attachment();
            if (connection.receive()) {
                long micros = (System.nanoTime() - connection.dueNanos()) / 1_000;
                latency.recordValue(Math.min(micros, latency.getHighestTrackableValue()));
                answers++;
                errors += connection.isSuccess() ? 0 : 1;
                idle.push(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
