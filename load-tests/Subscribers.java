import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Many subscribers of one table to which items are put at a steady rate. Every event of every
 * subscriber is counted; of one in a hundred each change's age is taken, from the moment before its
 * put was sent.
 *
 * <p>Run: {@code java load-tests/Subscribers.java PORT SUBSCRIBERS CHANGES_PER_SECOND SECONDS}
 */
public final class Subscribers {
    private static final int WRITERS = 16;
    private static final int WARM_UP_SECONDS = 5;
    private static final int LAST_SECONDS_MAX = 20;
    private static final int PROBE_EVERY = 100;
    private static final byte[] SENT = ascii("\"sent\":{\"N\":\"");
    private static final String HEADERS =
            "Host: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.0\r\n"
                    + "X-Amz-Date: 20261128T000000Z\r\n"
                    + "Authorization: AWS4-HMAC-SHA256 Credential=A/20261128/us-east-1/dynamodb/"
                    + "aws4_request, SignedHeaders=host;x-amz-date, Signature=0f\r\n";

    private final int port;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private final byte[] bytes = new byte[256 << 10];
    private long[] ages = new long[1 << 20];
    private int ageCount;
    private volatile boolean isMeasured;

    private Subscribers(int port) throws IOException {
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        new Subscribers(Integer.parseInt(arguments[0]))
                .run(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]));
    }

    private static final class Subscriber {
        final SocketChannel channel;
        final boolean isProbe;
        long events;
        byte before;

        /** Of a probe: how much of what stands before the time was seen, and its digits. */
        int matched;

        long digits;

        Subscriber(SocketChannel channel, boolean isProbe) {
            this.channel = channel;
            this.isProbe = isProbe;
        }
    }

    private void run(int count, int rate, int seconds) throws Exception {
        call(
                new Socket("127.0.0.1", port),
                "CreateTable",
                "{\"TableName\":\"bench\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":"
                        + "[{\"AttributeName\":\"pk\",\"AttributeType\":\"N\"}],\"KeySchema\":"
                        + "[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],\"StreamSpecification\":"
                        + "{\"StreamEnabled\":true,\"StreamViewType\":\"NEW_IMAGE\"}}");
        for (int i = 0; i < count; i++) {
            subscribe(i % PROBE_EVERY == 0);
        }
        while (subscribers.stream().anyMatch(subscriber -> subscriber.events == 0)) {
            read(); // the greeting
        }
        long begin = System.nanoTime();
        long end = begin + (WARM_UP_SECONDS + seconds) * 1_000_000_000L;
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            Thread.ofPlatform().daemon().start(() -> write(number, rate, begin, end));
        }
        while (System.nanoTime() < begin + WARM_UP_SECONDS * 1_000_000_000L) {
            read();
        }
        System.out.println("begin");
        isMeasured = true;
        long eventsBefore = events();
        long writtenBefore = written.get();
        while (System.nanoTime() < end) {
            read();
        }
        long delivered = events() - eventsBefore;
        long changes = written.get() - writtenBefore;
        isMeasured = false;
        System.out.println("end");
        long deadline = System.nanoTime() + LAST_SECONDS_MAX * 1_000_000_000L;
        while (missing() > 0 && System.nanoTime() < deadline) {
            read();
        }
        Arrays.sort(ages, 0, ageCount);
        System.out.printf(
                "delivered=%d changes=%d seconds=%d refused=%d missing=%d cut=%d p50=%d p99=%d"
                        + " max=%d%n",
                delivered,
                changes,
                seconds,
                refused.get(),
                missing(),
                subscribers.stream().filter(one -> !one.channel.isOpen()).count(),
                age(0.5),
                age(0.99),
                age(1));
        System.exit(0);
    }

    private long age(double share) {
        return ageCount == 0 ? 0 : ages[(int) Math.min(ageCount - 1, ageCount * share)] / 1_000;
    }

    private long events() {
        return subscribers.stream().mapToLong(subscriber -> subscriber.events).sum();
    }

    /** Changes that somebody has not got; the greeting counts as an event. */
    private long missing() {
        long all = written.get() + 1;
        return subscribers.stream().mapToLong(subscriber -> all - subscriber.events).sum();
    }

    private void subscribe(boolean isProbe) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.write(
                ByteBuffer.wrap(
                        ascii("GET /streams/bench/changes HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")));
        channel.configureBlocking(false);
        var subscriber = new Subscriber(channel, isProbe);
        channel.register(selector, SelectionKey.OP_READ, subscriber);
        subscribers.add(subscriber);
    }

    private void read() throws IOException {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
            read((Subscriber) key.attachment());
        }
        selector.selectedKeys().clear();
    }

    private void read(Subscriber subscriber) throws IOException {
        buffer.clear();
        int count;
        try {
            count = subscriber.channel.read(buffer);
        } catch (IOException reset) {
            count = -1;
        }
        if (count < 0) {
            subscriber.channel.close();
            return;
        }
        buffer.flip();
        buffer.get(bytes, 0, count);
        byte before = subscriber.before;
        long events = 0;
        for (int i = 0; i < count; i++) {
            byte now = bytes[i];
            if (now == '\n' && before == '\n') {
                events++;
            }
            before = now;
        }
        subscriber.before = before;
        subscriber.events += events;
        if (subscriber.isProbe && isMeasured) {
            probe(subscriber, count);
        }
    }

    private void probe(Subscriber subscriber, int count) {
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (subscriber.matched < SENT.length) {
                boolean goesOn = bytes[i] == SENT[subscriber.matched];
                subscriber.matched = goesOn ? subscriber.matched + 1 : bytes[i] == '"' ? 1 : 0;
                subscriber.digits = 0;
            } else if (bytes[i] >= '0' && bytes[i] <= '9') {
                subscriber.digits = subscriber.digits * 10 + bytes[i] - '0';
            } else if (bytes[i] == '"') {
                add(now - subscriber.digits);
                subscriber.matched = 0;
            }
        }
    }

    private void add(long age) {
        if (ageCount == ages.length) {
            ages = Arrays.copyOf(ages, 2 * ageCount);
        }
        ages[ageCount++] = age;
    }

    private void write(int number, int rate, long begin, long end) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            for (long i = number; ; i += WRITERS) {
                long due = begin + i * 1_000_000_000L / rate;
                if (due >= end) {
                    return;
                }
                LockSupport.parkNanos(due - System.nanoTime());
                String body =
                        "{\"TableName\":\"bench\",\"Item\":{\"pk\":{\"N\":\"%d\"},\"sent\":{\"N\":\"%d\"},\"text\":{\"S\":\"%s\"}}}"
                                .formatted(i % 10_000, System.nanoTime(), "x".repeat(100));
                if (call(socket, "PutItem", body)) {
                    written.incrementAndGet();
                } else {
                    refused.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean call(Socket socket, String operation, String body) throws IOException {
        String head =
                "POST / HTTP/1.1\r\n%sX-Amz-Target: DynamoDB_20120810.%s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(HEADERS, operation, body.length());
        socket.getOutputStream().write(ascii(head + body));
        var answer = new StringBuilder();
        byte[] part = new byte[4 << 10];
        while (!isWhole(answer)) {
            int count = socket.getInputStream().read(part);
            if (count < 0) {
                throw new IOException("closed");
            }
            answer.append(new String(part, 0, count, StandardCharsets.US_ASCII));
        }
        return answer.indexOf("HTTP/1.1 200") == 0;
    }

    private static boolean isWhole(StringBuilder answer) {
        int body = answer.indexOf("\r\n\r\n");
        if (body < 0) {
            return false;
        }
        String head = answer.substring(0, body).toLowerCase();
        int at = head.indexOf("content-length: ") + 16;
        int end = head.indexOf('\r', at);
        int length = Integer.parseInt(head.substring(at, end < 0 ? head.length() : end).strip());
        return answer.length() >= body + 4 + length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
