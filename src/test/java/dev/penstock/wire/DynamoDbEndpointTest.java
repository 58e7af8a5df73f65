package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request meets before its operation: framing, headers, order of the first checks. */
class DynamoDbEndpointTest {
    private static final InProcessServer SERVER = new InProcessServer();
    private static final int MEGABYTE = 1 << 20;

    @BeforeAll
    static void createTable() {
        var answer =
                SERVER.call(
                        "CreateTable",
                        """
                        {"TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
                         "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                         "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]}
                        """);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void everyAnswerHasItsHeaders() {
        var answer = SERVER.call("ListTables", "{}");

        assertThat(answer.body()).isEqualTo("{\"TableNames\":[\"Music\"]}");
        assertHeaders(answer);
        assertThat(header(answer, "content-type")).isEqualTo("application/x-amz-json-1.0");
        assertHeaders(SERVER.call("ListTables", "{"));
        assertHeaders(SERVER.send(HttpRequest.newBuilder(SERVER.address())));
        assertHeaders(SERVER.send(HttpRequest.newBuilder(SERVER.address().resolve("/other"))));
    }

    private static void assertHeaders(HttpResponse<String> answer) {
        var crc = new CRC32();
        crc.update(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(header(answer, "x-amz-crc32")).isEqualTo(Long.toString(crc.getValue()));
        assertThat(header(answer, "x-amzn-requestid")).matches("[0-9A-Z]{52}");
        assertThat(header(answer, "content-length"))
                .isEqualTo(Integer.toString(answer.body().getBytes(StandardCharsets.UTF_8).length));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("missing");
    }

    @Test
    void theRootTellsItsHealth() {
        var answer = SERVER.send(HttpRequest.newBuilder(SERVER.address()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("healthy: dynamodb.us-east-1.amazonaws.com ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-amz-json-1.1", "application/jsonp"})
    void anotherContentTypeIsNotFound(String type) {
        var answer =
                SERVER.send(
                        HttpRequest.newBuilder(SERVER.address())
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("<UnknownOperationException/>\n");
        assertThat(header(answer, "x-amz-crc32")).isEqualTo("3552371480");
    }

    @Test
    void anotherMethodIsNotFound() {
        var put = SERVER.request("ListTables").PUT(BodyPublishers.ofString("{}"));

        assertThat(SERVER.send(put).statusCode()).isEqualTo(404);
    }

    @Test
    void aBrowserMayAskWhatItMaySend() {
        var answer =
                SERVER.send(
                        HttpRequest.newBuilder(SERVER.address())
                                .header("Origin", "https://example.com")
                                .header("Access-Control-Request-Method", "POST")
                                .header("Access-Control-Request-Headers", "x-amz-target")
                                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(answer, "access-control-allow-methods")).isEqualTo("POST");
        assertThat(header(answer, "access-control-allow-headers")).isEqualTo("x-amz-target");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[", "nonsense", "{\"TableName\":}", "{} {}", "{\"a\":\"\\x\"}"})
    void whatIsNoJsonIsASerializationException(String body) {
        assertError(
                SERVER.call("ListTables", body),
                "{\"__type\":\"com.amazon.coral.service#SerializationException\"}");
    }

    @Test
    void syntaxComesBeforeTargetAndTargetBeforeCredentials() {
        var bare =
                HttpRequest.newBuilder(SERVER.address())
                        .header("Content-Type", "application/x-amz-json-1.0");

        assertError(
                SERVER.send(bare.copy().POST(BodyPublishers.ofString("{"))),
                "{\"__type\":\"com.amazon.coral.service#SerializationException\"}");
        assertError(
                SERVER.send(bare.copy().POST(BodyPublishers.ofString("{}"))),
                "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
        assertError(
                SERVER.send(
                        bare.copy()
                                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                                .POST(BodyPublishers.ofString("{\"Limit\":true}"))),
                "{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\","
                        + "\"message\":\"Request is missing Authentication Token\"}");
        assertError(
                SERVER.call("ListTables", "{\"Limit\":true}"),
                "{\"__type\":\"com.amazon.coral.service#SerializationException\","
                        + "\"Message\":\"TRUE_VALUE cannot be converted to Integer\"}");
    }

    @Test
    void anOperationThatIsNotBuiltIsRefusedByName() {
        assertError(
                SERVER.call("TransactWriteItems", "{}"),
                "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\",\"message\":"
                        + "\"The operation TransactWriteItems is not supported by Penstock yet\"}");
        assertError(
                SERVER.call("MakeCoffee", "{}"),
                "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
    }

    @Test
    void aSignatureIsWantedInOnePlaceOnly() {
        var both =
                HttpRequest.newBuilder(SERVER.address().resolve("/?X-Amz-Algorithm=x"))
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                        .header("Authorization", InProcessServer.AUTHORIZATION)
                        .POST(BodyPublishers.ofString("{}"));

        assertThat(SERVER.send(both).body())
                .contains("InvalidSignatureException")
                .contains(
                        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization'"
                                + " as HTTP header.");
    }

    @Test
    void partsThatAnAuthorizationMissesAreListed() {
        var request =
                HttpRequest.newBuilder(SERVER.address())
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                        .header("Authorization", "AWS4-HMAC-SHA256 Signature=1")
                        .POST(BodyPublishers.ofString("{}"));

        assertError(
                SERVER.send(request),
                "{\"__type\":\"com.amazon.coral.service#IncompleteSignatureException\","
                        + "\"message\":\"Authorization header requires 'Credential' parameter."
                        + " Authorization header requires 'SignedHeaders' parameter. Authorization"
                        + " header requires existence of either a 'X-Amz-Date' or a 'Date' header."
                        + " Authorization=AWS4-HMAC-SHA256 Signature=1\"}");
    }

    @Test
    void aPresignedRequestIsAccepted() {
        var request =
                HttpRequest.newBuilder(
                                SERVER.address()
                                        .resolve(
                                                "/?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                                                        + "&X-Amz-Credential=a&X-Amz-Signature=b"
                                                        + "&X-Amz-SignedHeaders=host"
                                                        + "&X-Amz-Date=20231114T221320Z"))
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                        .POST(BodyPublishers.ofString("{}"));

        assertThat(SERVER.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void aCompressedBodyIsRead() {
        var body = "{\"Limit\":100}".getBytes(StandardCharsets.UTF_8);

        assertThat(SERVER.send(compressed("gzip", gzipped(body))).body()).contains("Music");
        assertThat(SERVER.send(compressed("deflate", deflated(body))).body()).contains("Music");
    }

    @Test
    void aBodyThatUnfoldsBeyondTheLimitIsRefused() {
        byte[] bomb = gzipped(new byte[64 * MEGABYTE]);

        assertThat(bomb.length).isLessThan(MEGABYTE);
        assertThat(SERVER.send(compressed("gzip", bomb)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"gzip", "deflate", "br"})
    void aBodyThatIsNotWhatItClaimsIsRefused(String encoding) {
        byte[] body = "{\"Limit\":100}".getBytes(StandardCharsets.UTF_8);

        assertError(
                SERVER.send(compressed(encoding, body)),
                "{\"__type\":\"com.amazon.coral.service#SerializationException\"}");
    }

    private static HttpRequest.Builder compressed(String encoding, byte[] body) {
        return SERVER.request("ListTables")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body));
    }

    @Test
    void aSecondGzipMemberOrAWrongTrailerIsRefused() throws IOException {
        byte[] whole = gzipped("{}".getBytes(StandardCharsets.UTF_8));
        byte[] two = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, two, whole.length, whole.length);
        byte[] wrong = whole.clone();
        wrong[whole.length - 6] ^= 1;

        for (byte[] body : List.of(two, wrong, Arrays.copyOf(whole, whole.length - 1))) {
            var answer = SERVER.send(compressed("gzip", body));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("SerializationException");
        }
        assertThat(SERVER.send(compressed("gzip", gzipped(whole))).body())
                .as("gzip inside gzip")
                .contains("SerializationException");
    }

    private static byte[] gzipped(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflated(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void aBodyOfSeventeenMegabytesIsTooLargeAndTheConnectionGoesOn() {
        byte[] body = new byte[17 * MEGABYTE];

        var announced = SERVER.request("PutItem").POST(BodyPublishers.ofByteArray(body));
        var chunked =
                SERVER.request("PutItem")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)));

        assertThat(SERVER.send(announced).statusCode()).isEqualTo(413);
        assertThat(SERVER.send(chunked).statusCode()).isEqualTo(413);
        assertThat(SERVER.call("ListTables", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyOfSixteenMegabytesIsRead() {
        String body = "{}" + " ".repeat(16 * MEGABYTE - 2);

        assertThat(SERVER.call("ListTables", body).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnnouncedBodyThatNeverComesHoldsNothing() throws IOException {
        var settings = EndpointSettings.standard();
        var small =
                new EndpointSettings(
                        settings.region(),
                        settings.accountId(),
                        settings.requestBytesMax(),
                        10_000,
                        settings.answersInFlightBytesMax());
        try (var server = new InProcessServer(small)) {
            for (int i = 0; i < 20; i++) {
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.getOutputStream().write(liar());
                    socket.getOutputStream().flush();
                }
            }
            // Twenty bodies of 1,000 bytes each would fill the budget if they were not given back.
            Awaitility.await()
                    .until(
                            () ->
                                    server.call("ListTables", "{}" + " ".repeat(4_000)).statusCode()
                                            == 200);
        }
    }

    private static byte[] liar() {
        String head =
                """
                POST / HTTP/1.1\r
                Host: localhost\r
                Content-Length: 5000\r
                Content-Type: application/x-amz-json-1.0\r
                \r
                """;
        return (head + " ".repeat(1_000)).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void bodiesBeyondTheBudgetAreThrottled() {
        var settings = EndpointSettings.standard();
        var small =
                new EndpointSettings(
                        settings.region(),
                        settings.accountId(),
                        settings.requestBytesMax(),
                        1_000,
                        settings.answersInFlightBytesMax());
        try (var server = new InProcessServer(small)) {
            assertThat(server.call("ListTables", "{}" + " ".repeat(2_000)).body())
                    .contains("ThrottlingException");
            assertThat(server.call("ListTables", "{}").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"32, 200", "33, 400"})
    void valuesNestThirtyTwoLevelsDeep(int levels, int status) {
        int lists = levels - 1;
        String value = "{\"L\":[".repeat(lists) + "{\"S\":\"x\"}" + "]}".repeat(lists);

        var answer =
                SERVER.call(
                        "PutItem",
                        "{\"TableName\":\"Music\",\"Item\":{\"pk\":{\"S\":\"deep\"},\"a\":"
                                + value
                                + "}}");

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status != 200) {
            assertThat(answer.body()).contains("Nesting Levels have exceeded supported limits");
        }
    }

    @Test
    void aFloodOfBracketsIsRefused() {
        String flood = "{\"TableName\":\"Music\",\"Item\":" + "[".repeat(100_000);

        assertThat(SERVER.call("PutItem", flood).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"TableName\":1} | NUMBER_VALUE cannot be converted to String",
                "{\"TableName\":[]} | Unrecognized collection type class java.lang.String",
                "{\"TableName\":{}} | Start of structure or map found where not expected",
                "{\"Item\":\"x\"} | Unexpected field type",
                "{\"Item\":{\"a\":\"x\"}} | Unexpected value type in payload",
                "{\"Item\":{\"a\":{\"S\":1}}} | NUMBER_VALUE cannot be converted to String",
                "{\"ReturnValues\":true} | TRUE_VALUE cannot be converted to String"
            })
    void aWrongJsonTypeIsASerializationException(String body, String text) {
        assertError(
                SERVER.call("PutItem", body),
                "{\"__type\":\"com.amazon.coral.service#SerializationException\",\"Message\":\""
                        + text
                        + "\"}");
    }

    @Test
    void thePositionOfMembersDoesNotMatter() {
        var answer =
                SERVER.call(
                        "PutItem",
                        "{\"Unknown\":[{\"x\":1}],\"Item\":{\"z\":{\"N\":\"1\"},"
                                + "\"pk\":{\"S\":\"any\"}},\"TableName\":\"Music\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void pipelinedRequestsAreAllAnswered() throws IOException {
        int requests = 3_000;
        String request =
                """
                POST / HTTP/1.1\r
                Host: localhost\r
                Content-Length: 2\r
                Content-Type: application/x-amz-json-1.0\r
                X-Amz-Target: DynamoDB_20120810.DescribeLimits\r
                X-Amz-Date: 20231114T221320Z\r
                Authorization: %s\r
                \r
                {}\
                """
                        .formatted(InProcessServer.AUTHORIZATION);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            byte[] bytes = request.repeat(requests).getBytes(StandardCharsets.US_ASCII);
            Thread.ofVirtual().start(() -> write(socket, bytes));
            var in = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII);
            for (int i = 0; i < requests; i++) {
                assertThat(in.findWithinHorizon("AccountMaxReadCapacityUnits", 0)).isNotNull();
            }
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertError(HttpResponse<String> answer, String body) {
        var mapper = new ObjectMapper();
        assertThat(answer.statusCode()).isEqualTo(400);
        try {
            assertThat(mapper.readTree(answer.body())).isEqualTo(mapper.readTree(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
