package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A subscriber that stops reading costs little, is cut off, and has the rest when it is back. */
@Timeout(60)
class SlowSubscriberTest {
    /** Far more than the sockets' own buffers. */
    private static final int CHANGES = 100;

    private static final int CHANGE_BYTES = 200_000;
    private static final long ANSWERS_BYTES_MAX = 2 << 20;

    private final AtomicLong nanos = new AtomicLong();
    private final InProcessServer server =
            new InProcessServer(
                    new EndpointSettings(
                            "us-east-1",
                            "000000000000",
                            EndpointSettings.REQUEST_BYTES_MAX,
                            EndpointSettings.BODIES_IN_FLIGHT_BYTES_MAX,
                            ANSWERS_BYTES_MAX),
                    nanos::get);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itIsCutOffAndResumes() throws IOException {
        call(
                "CreateTable",
                "{\"TableName\":\"Music\",\"AttributeDefinitions\":[{\"AttributeName\":\"Id\","
                        + "\"AttributeType\":\"N\"}],\"KeySchema\":[{\"AttributeName\":\"Id\","
                        + "\"KeyType\":\"HASH\"}],\"BillingMode\":\"PAY_PER_REQUEST\","
                        + "\"StreamSpecification\":{\"StreamEnabled\":true,"
                        + "\"StreamViewType\":\"NEW_IMAGE\"}}");
        var address = server.address().resolve("/streams/Music/changes?from=oldest");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var quick = EventStream.open(address)) {
            socket.getOutputStream()
                    .write(
                            "GET /streams/Music/changes HTTP/1.1\r\nHost: x\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            // It reads the head and no more.
            assertThat(socket.getInputStream().readNBytes(15))
                    .isEqualTo("HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < CHANGES; i++) {
                put(i);
            }
            // Others are not held up.
            List<@Nullable String> ids = ids(quick.take(CHANGES));
            // Of twenty megabytes that it does not read, next to nothing is kept for it.
            assertThat(server.endpoint().isPressed()).isFalse();

            cutOff();

            String last = lastId(socket);
            int seen = ids.indexOf(last) + 1;
            assertThat(seen).isBetween(1, CHANGES - 1);
            try (var resumed = EventStream.open(address, "Last-Event-ID", last)) {
                assertThat(ids(resumed.take(CHANGES - seen))).isEqualTo(ids.subList(seen, CHANGES));
            }
        }
    }

    private static List<@Nullable String> ids(List<EventStream.Event> events) {
        var ids = new ArrayList<@Nullable String>();
        events.forEach(event -> ids.add(event.id()));
        return ids;
    }

    private void cutOff() {
        while (server.subscriptions().cutOff() == 0) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
            Thread.onSpinWait();
        }
    }

    /** Of what has arrived, the last whole event. */
    private static String lastId(Socket socket) throws IOException {
        var text = new StringBuilder();
        byte[] buffer = new byte[64 << 10];
        try {
            for (int n; (n = socket.getInputStream().read(buffer)) > 0; ) {
                text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException reset) {
            // As it should be.
        }
        int end = text.lastIndexOf("\n\n");
        int id = text.lastIndexOf("id: ", end);
        return text.substring(id + 4, id + 4 + 39);
    }

    private void put(int id) {
        call(
                "PutItem",
                "{\"TableName\":\"Music\",\"Item\":{\"Id\":{\"N\":\"%d\"},\"V\":{\"S\":\"%s\"}}}"
                        .formatted(id, "x".repeat(CHANGE_BYTES)));
    }

    private void call(String operation, String body) {
        var answer = server.call(operation, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
