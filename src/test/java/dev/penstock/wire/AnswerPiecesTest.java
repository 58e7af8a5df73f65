package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are set aside in pieces, and sent as the client takes them. */
class AnswerPiecesTest {
    private static final int ITEMS = 40;
    private static final int ITEM_BYTES = 100_000;
    private static final long ANSWERS_BYTES = 8L << 20;
    private static final int PATIENCE_MILLIS = 10_000;

    /** Little, and yet a segment with what the kernel keeps beside it. */
    private static final int RECEIVED_BYTES = 16 << 10;

    private static final InProcessServer SERVER = InProcessServer.ofAnswers(ANSWERS_BYTES);

    @BeforeAll
    static void fill() {
        call(
                "CreateTable",
                """
                {"TableName": "Large", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "n", "AttributeType": "N"}],
                 "KeySchema": [{"AttributeName": "n", "KeyType": "HASH"}]}
                """);
        call(
                "CreateTable",
                """
                {"TableName": "Half", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "n", "AttributeType": "N"}],
                 "KeySchema": [{"AttributeName": "n", "KeyType": "HASH"}]}
                """);
        for (int i = 0; i < 2; i++) {
            call(
                    "PutItem",
                    "{\"TableName\":\"Half\",\"Item\":{\"n\":{\"N\":\"%d\"},\"text\":{\"S\":\"%s\"}}}"
                            .formatted(i, text(i).substring(0, ITEM_BYTES / 2)));
        }
        for (int i = 0; i < ITEMS; i++) {
            call(
                    "PutItem",
                    "{\"TableName\":\"Large\",\"Item\":{\"n\":{\"N\":\"%d\"},\"text\":{\"S\":\"%s\"}}}"
                            .formatted(i, text(i)));
        }
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void theLengthOfAnAnswerDecidesNothingOfItsText() throws IOException {
        for (int items = 1; items < ITEMS; items += 2) {
            try (var client = new Client(1 << 20)) {
                client.send("BatchGetItem", batch(items));

                Answer answer = client.answer();
                assertThat(answer.head).startsWith("HTTP/1.1 200");
                for (int i = 0; i < items; i++) {
                    assertThat(answer.text()).contains("\"" + text(i) + "\"");
                }
                assertThat(answer.body).hasSizeLessThan(items * (ITEM_BYTES + 100) + 100);
                assertThat(answer.head)
                        .containsIgnoringCase("x-amz-crc32: " + answer.crc32() + "\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RECEIVED_BYTES, 1 << 20})
    void oneAnswerComesBehindTheOtherHoweverLittleTheClientTakes(int receivedBytesMax)
            throws IOException {
        try (var client = new Client(receivedBytesMax)) {
            client.send("BatchGetItem", batch(ITEMS));
            client.send("ListTables", "{}");
            client.send("BatchGetItem", batch(2));

            Answer first = client.answer();
            assertThat(first.head).containsIgnoringCase("x-amz-crc32: " + first.crc32() + "\r\n");
            assertThat(client.answer().text()).isEqualTo("{\"TableNames\":[\"Half\",\"Large\"]}");
            assertThat(client.answer().text()).contains("\"" + text(1) + "\"");
        }
    }

    /** Small enough to be sent whole, more of them than sockets and buffers hold. */
    @Test
    void requestsBehindAnswersThatNobodyTakesAreServedWhenTheyAreTaken() throws IOException {
        int requests = 60;
        try (var client = new Client(RECEIVED_BYTES)) {
            for (int i = 0; i < requests; i++) {
                client.send(
                        "Query",
                        "{\"TableName\":\"Large\",\"KeyConditionExpression\":\"n=:n\","
                                + "\"ProjectionExpression\":\"n\",\"ExpressionAttributeValues\":{\":n\":{\"N\":\"%d\"}}}"
                                        .formatted(i % ITEMS));
                client.send("BatchGetItem", batch(i % 2));
                client.send(
                        "GetItem",
                        "{\"TableName\":\"Half\",\"Key\":{\"n\":{\"N\":\"%d\"}}}".formatted(i % 2));
            }
            for (int i = 0; i < requests; i++) {
                assertThat(client.answer().text())
                        .contains("{\"n\":{\"N\":\"" + i % ITEMS + "\"}}");
                client.answer();
                assertThat(client.answer().text()).contains("\"n\":{\"N\":\"" + i % 2 + "\"");
            }
        }
    }

    @Test
    void whoGoesAwayInTheMidstLeavesNothingBehind() throws IOException {
        String request = batch(ITEMS);
        for (int i = 0; i < 20; i++) {
            try (var client = new Client(RECEIVED_BYTES)) {
                client.send("BatchGetItem", request);
                client.skip(i * 10_000);
            }
        }
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(SERVER.call("BatchGetItem", request).statusCode())
                                        .isEqualTo(200));
    }

    private static String text(int item) {
        return Integer.toString(item + 10).repeat(ITEM_BYTES / 2);
    }

    private static String batch(int items) {
        String keys =
                IntStream.range(0, items)
                        .mapToObj(i -> "{\"n\":{\"N\":\"" + i + "\"}}")
                        .collect(Collectors.joining(","));
        return "{\"RequestItems\":{\"Large\":{\"Keys\":[" + keys + "]}}}";
    }

    private static void call(String operation, String body) {
        var answer = SERVER.call(operation, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @SuppressWarnings("ArrayRecordComponent") // Read only.
    private record Answer(String head, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        long crc32() {
            var crc32 = new CRC32();
            crc32.update(body);
            return crc32.getValue();
        }
    }

    /** Takes so many bytes at a time, and lets the kernel keep few for it. */
    private static final class Client implements AutoCloseable {
        private final Socket socket = new Socket();
        private final DataInputStream in;

        Client(int receivedBytesMax) throws IOException {
            socket.setReceiveBufferSize(receivedBytesMax);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.port()));
            in = new DataInputStream(socket.getInputStream());
        }

        void send(String operation, String body) throws IOException {
            String request =
                    """
                    POST / HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/x-amz-json-1.0\r
                    X-Amz-Date: 20231114T221320Z\r
                    Authorization: %s\r
                    X-Amz-Target: DynamoDB_20120810.%s\r
                    Content-Length: %d\r
                    \r
                    %s\
                    """
                            .formatted(
                                    InProcessServer.AUTHORIZATION, operation, body.length(), body);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }

        void skip(int bytes) throws IOException {
            in.readNBytes(bytes);
        }

        Answer answer() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            String length = head.toString().replaceFirst("(?is).*content-length: (\\d+)\r.*", "$1");
            return new Answer(head.toString(), in.readNBytes(Integer.parseInt(length)));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
