package dev.penstock.wire.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without the decoder is read as the decoder reads it. */
class RequestHeadTest {
    private static final int ROUNDS = 20_000;
    private static final int SLACK_BYTES = 8;

    private static final List<String> FIELDS =
            List.of(
                    "Host: localhost:8000",
                    "Content-Type: application/x-amz-json-1.0",
                    "X-Amz-Target: DynamoDB_20120810.ListTables",
                    "X-Amz-Date: 20260101T000000Z",
                    "Authorization: AWS4-HMAC-SHA256 Credential=A/b, SignedHeaders=host,"
                            + " Signature=0",
                    "User-Agent: sdk/2.0 (a; b) lang/java#25");

    private static final List<String> MORE =
            List.of(
                    "Connection: keep-alive",
                    "connection: Keep-Alive",
                    "Connection: close",
                    "Connection: keep-alive, close",
                    "Date: Thu, 01 Jan 2026 00:00:00 GMT",
                    "Origin: http://a",
                    "Expect: 100-continue",
                    "Upgrade: h2c",
                    "Content-Encoding: gzip",
                    "Transfer-Encoding: chunked",
                    "Content-Length: 3",
                    "content-length:\t5",
                    "CONTENT-TYPE: application/json",
                    "x-amz-target: DynamoDB_20120810.GetItem",
                    " folded",
                    "X-Empty:",
                    "X-Tab: a\tb",
                    "X-Odd: \u0001",
                    "X-Delete: \u007F",
                    "X-Latin: \u00E9",
                    "X.Dotted: a",
                    "no colon",
                    "Host : a",
                    "amz-sdk-request: attempt=1; max=3");

    private final RequestHead head = new RequestHead();

    /** A request as the decoder hands it on; null if it refuses it, or has not seen its end. */
    private record Decoded(HttpRequest request, String body, int bytes) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theDecoderReadsEveryPlainHeadAlike(long seed) {
        var random = new SplittableRandom(seed);
        int plain = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = request(random).getBytes(StandardCharsets.ISO_8859_1);
            if (!head.read(Arrays.copyOf(bytes, bytes.length + SLACK_BYTES), bytes.length)
                    || head.end() + head.contentLength() > bytes.length) {
                continue;
            }
            plain++;
            assertReadAlike(bytes, "seed " + seed + " round " + round);
        }
        assertThat(plain).as("plain requests").isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @Test
    void whatEverySdkSendsIsPlain() {
        String text = String.join("\r\n", FIELDS) + "\r\nContent-Length: 2\r\n\r\n{}";
        byte[] bytes = ("POST / HTTP/1.1\r\n" + text).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(head.read(Arrays.copyOf(bytes, bytes.length + SLACK_BYTES), bytes.length))
                .isTrue();
        assertThat(head.host()).isEqualTo("localhost:8000");
        assertThat(head.target()).isEqualTo("DynamoDB_20120810.ListTables");
        assertThat(head.hasDate()).isTrue();
        assertThat(head.contentLength()).isEqualTo(2);
        assertThat(head.end()).isEqualTo(bytes.length - 2);
    }

    @Test
    void aHeadThatEndsAnywhereBeforeItsEndIsNotPlain() {
        String text = String.join("\r\n", FIELDS) + "\r\nContent-Length: 2\r\n\r\n";
        byte[] bytes = ("POST / HTTP/1.1\r\n" + text).getBytes(StandardCharsets.ISO_8859_1);
        byte[] withSlack = Arrays.copyOf(bytes, bytes.length + SLACK_BYTES);

        for (int length = 0; length < bytes.length; length++) {
            // The rest is still there, as of a request before.
            assertThat(head.read(withSlack, length)).as("%d bytes", length).isFalse();
        }
    }

    private void assertReadAlike(byte[] bytes, String where) {
        Decoded decoded = requireNonNull(decoded(bytes), where + ": refused by the decoder");
        HttpRequest request = decoded.request;
        var fields = request.headers();

        assertThat(request.method().name()).as(where).isEqualTo("POST");
        assertThat(request.uri()).as(where).isEqualTo("/");
        assertThat(HttpUtil.isKeepAlive(request)).as(where).isTrue();
        assertThat(HttpUtil.is100ContinueExpected(request)).as(where).isFalse();
        assertThat(fields.names())
                .as(where)
                .doesNotContain("Origin", "Upgrade", "Content-Encoding", "Transfer-Encoding");
        assertThat(fields.get("content-type", ""))
                .as(where)
                .isEqualTo("application/x-amz-json-1.0");
        assertThat(fields.get("host", "")).as(where).isEqualTo(head.host());
        assertThat(fields.get("x-amz-target", "")).as(where).isEqualTo(head.target());
        assertThat(fields.get("authorization", "")).as(where).isEqualTo(head.authorization());
        assertThat(fields.contains("x-amz-date") || fields.contains("date"))
                .as(where)
                .isEqualTo(head.hasDate());
        int end = head.end() + head.contentLength();
        assertThat(decoded.body)
                .as(where)
                .isEqualTo(
                        new String(
                                bytes, head.end(), end - head.end(), StandardCharsets.ISO_8859_1));
        assertThat(decoded.bytes).as("%s: where the request ends", where).isEqualTo(end);
    }

    /** Gives the decoder one byte after the other, to see with which one the request ended. */
    private static @Nullable Decoded decoded(byte[] bytes) {
        var decoder = new StrictRequestDecoder(new HttpServerOptions(), new HeaderCheck());
        var channel = new EmbeddedChannel(decoder);
        HttpRequest request = null;
        var body = Unpooled.buffer();
        try {
            for (int at = 0; at < bytes.length; at++) {
                channel.writeInbound(Unpooled.wrappedBuffer(bytes, at, 1));
                for (Object next = channel.readInbound();
                        next != null;
                        next = channel.readInbound()) {
                    if (next instanceof HttpRequest head) {
                        if (Refusal.of(head) != null) {
                            return null;
                        }
                        request = head;
                    }
                    if (next instanceof HttpContent content) {
                        body.writeBytes(content.content());
                        content.release();
                    }
                    if (next instanceof LastHttpContent) {
                        String whole = body.toString(StandardCharsets.ISO_8859_1);
                        return new Decoded(requireNonNull(request), whole, at + 1);
                    }
                }
            }
            return null;
        } finally {
            channel.finishAndReleaseAll();
            body.release();
        }
    }

    private static String request(SplittableRandom random) {
        var fields = new ArrayList<>(FIELDS);
        String body = "{\"a\":1}".substring(0, random.nextInt(8));
        fields.add("Content-Length: " + (body.length() + (random.nextInt(20) == 0 ? 1 : 0)));
        for (int more = random.nextInt(3); more > 0; more--) {
            fields.add(random.nextInt(fields.size()), MORE.get(random.nextInt(MORE.size())));
        }
        if (random.nextInt(4) == 0) {
            fields.remove(random.nextInt(fields.size()));
        }
        String text =
                "POST / HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n" + body + "POST";
        return random.nextInt(3) == 0 ? withOneByteChanged(text, random) : text;
    }

    private static String withOneByteChanged(String text, SplittableRandom random) {
        int at = random.nextInt(text.length());
        String odd = "\r\n\t :;,-_aZ0\u0000\u0001\u007F\u0080\u00FF\"(";
        char other =
                random.nextBoolean()
                        ? odd.charAt(random.nextInt(odd.length()))
                        : (char) (text.charAt(at) ^ 0x20);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + other + text.substring(at);
            default -> text.substring(0, at) + other + text.substring(at + 1);
        };
    }
}
