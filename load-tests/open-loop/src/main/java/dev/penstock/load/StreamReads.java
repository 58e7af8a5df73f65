package dev.penstock.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Follows all shards of the tables' streams: so many calls a second, shard after shard. */
final class StreamReads {
    private static final int CONNECTIONS = 16;
    private static final byte[] NUMBER = "\"cnt\":{\"N\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT =
            "\"NextShardIterator\":\"".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Map<Connection, Long> busy = new HashMap<>();

    /** Where the next call to each shard goes on that has none on its way. */
    private final ArrayDeque<String> iterators = new ArrayDeque<>();

    private final Ages ages;
    private long due;
    private long intervalNanos;
    private long records;
    private long refused;

    StreamReads(int port, int tables, Ages ages) throws IOException {
        this.ages = ages;
        try (var streams = new StreamTables(port)) {
            for (int i = 0; i < tables; i++) {
                iterators.addAll(streams.iterators(StreamPuts.table(tables, i)));
            }
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(new Connection(new InetSocketAddress("127.0.0.1", port), selector));
        }
    }

    void begin(long now, int perSecond) {
        due = now;
        intervalNanos = 1_000_000_000L / perSecond;
    }

    /** Sends what is due, and takes what came. What found no connection in time is left out. */
    void turn(long now, Histogram latency) throws IOException {
        if (now >= due && !idle.isEmpty() && !iterators.isEmpty()) {
            Connection connection = idle.remove();
            String body = "{\"ShardIterator\":\"" + iterators.remove() + "\"}";
            connection.send(Requests.call("DynamoDBStreams_20120810.GetRecords", body), now);
            busy.put(connection, now);
            due = Math.max(due + intervalNanos, now);
        }
        if (busy.isEmpty() || selector.selectNow() == 0) {
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            var connection = (Connection) key.attachment();
            if (connection.receive()) {
                long read = System.nanoTime();
                long sent = busy.remove(connection);
                latency.recordValue(
                        Math.min((read - sent) / 1_000, latency.getHighestTrackableValue()));
                take(connection, read);
                idle.add(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    private void take(Connection connection, long now) {
        if (!connection.isSuccess()) {
            refused++;
            return;
        }
        ByteBuffer answer = connection.answer();
        byte[] bytes = answer.array();
        int end = answer.limit();
        for (int at = find(NUMBER, bytes, 0, end); at >= 0; at = find(NUMBER, bytes, at, end)) {
            int number = 0;
            for (; bytes[at] != '"'; at++) {
                number = number * 10 + bytes[at] - '0';
            }
            ages.read(number, now);
            records++;
        }
        int next = find(NEXT, bytes, 0, end);
        if (next >= 0) {
            int length = 0;
            while (bytes[next + length] != '"') {
                length++;
            }
            iterators.add(new String(bytes, next, length, StandardCharsets.US_ASCII));
        }
    }

    /** The offset behind the next place of a text, or -1. */
    private static int find(byte[] text, byte[] bytes, int from, int end) {
        for (int at = from; at <= end - text.length; at++) {
            if (bytes[at + 1] == text[1] && matches(text, bytes, at)) {
                return at + text.length;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] text, byte[] bytes, int at) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    long records() {
        return records;
    }

    long refused() {
        return refused;
    }
}
