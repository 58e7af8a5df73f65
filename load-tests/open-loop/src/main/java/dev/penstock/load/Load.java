package dev.penstock.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Connections that carry one request each at a time, and the schedule that feeds them. A request
 * that is due while all are busy waits, and its wait counts. One thread, which never blocks: it
 * has a core to itself.
 */
final class Load implements AutoCloseable {
    /** How long after the end of a run what is missing is sent and waited for. */
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> busy = new HashSet<>();
    private final Supplier<byte[]> requests;

    private long endNanos;
    private long answersInTime;
    private long errors;

    Load(int port, int connections, Supplier<byte[]> requests) throws IOException {
        this.requests = requests;
        var address = new InetSocketAddress("127.0.0.1", port);
        for (int i = 0; i < connections; i++) {
            idle.add(new Connection(address, selector));
        }
    }

    /**
     * What a run came to.
     *
     * @param answers those that came within its time
     * @param errors answers other than 200
     * @param missing requests that were due and not answered even after a time of grace; their
     *     latency counts as what they had waited by then
     */
    record Tally(long answers, long errors, long missing, long nanos) {}

    /**
     * Sends all that is due within this time, then waits for the answers that are missing. What was
     * due and found no connection is sent late: a stall at the end is paid for too.
     *
     * @param rate per second; 0 for as fast as connections come free
     */
    Tally run(long rate, long nanos, Histogram latency) throws IOException {
        answersInTime = 0;
        errors = 0;
        long start = System.nanoTime();
        endNanos = start + nanos;
        double interval = rate == 0 ? 0 : 1e9 / rate;
        long total = rate == 0 ? Long.MAX_VALUE : (long) (nanos / interval);
        long last = rate == 0 ? endNanos : endNanos + DRAIN_NANOS;
        long sent = 0;
        for (long now = start; now < last && sent < total; now = System.nanoTime()) {
            while (!idle.isEmpty() && sent < total) {
                long due = rate == 0 ? now : start + (long) (sent * interval);
                if (due > now) {
                    break;
                }
                send(due);
                sent++;
            }
            receive(latency);
        }
        while (!busy.isEmpty() && System.nanoTime() < endNanos + DRAIN_NANOS) {
            receive(latency);
        }
        long missing = busy.size();
        busy.forEach(connection -> record(connection.dueNanos(), latency));
        for (; rate != 0 && sent < total; sent++) {
            record(start + (long) (sent * interval), latency);
            missing++;
        }
        return new Tally(answersInTime, errors, missing, nanos);
    }

    /** The connection that has been idle for longest, so that all of them take part. */
    private void send(long due) throws IOException {
        Connection connection = idle.remove();
        busy.add(connection);
        connection.send(requests.get(), due);
    }

    private void receive(Histogram latency) throws IOException {
        if (selector.selectNow() == 0) {
            Thread.onSpinWait();
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            var connection = (Connection) key.attachment();
            if (connection.receive()) {
                long now = record(connection.dueNanos(), latency);
                answersInTime += now < endNanos ? 1 : 0;
                errors += connection.isSuccess() ? 0 : 1;
                busy.remove(connection);
                idle.add(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    /** Counts a latency that ends now; returns now. */
    private static long record(long dueNanos, Histogram latency) {
        long now = System.nanoTime();
        latency.recordValue(
                Math.min((now - dueNanos) / 1_000, latency.getHighestTrackableValue()));
        return now;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
