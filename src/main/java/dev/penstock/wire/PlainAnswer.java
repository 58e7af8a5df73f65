package dev.penstock.wire;

import dev.penstock.wire.connection.RequestIds;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes the same answers as {@link HttpAnswer}, as the bytes that the socket takes. One per event
 * loop; keeps nothing between answers.
 */
final class PlainAnswer {
    private static final int HEAD_BYTES_MAX = 512;
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\nx-amzn-RequestId: ");
    private static final byte[] CRC32_FIELD = ascii("\r\nx-amz-crc32: ");
    private static final byte[] TYPE_FIELD = ascii("\r\ncontent-type: ");
    private static final byte[] AMZ_JSON = ascii(HttpAnswer.TYPE_AMZ_JSON.toString());
    private static final byte[] LENGTH_FIELD = ascii("\r\ncontent-length: ");
    private static final byte[] END = ascii("\r\n\r\n");

    private final RequestIds requestIds;
    private final CRC32 crc32 = new CRC32();
    private final byte[] head = new byte[HEAD_BYTES_MAX];

    PlainAnswer(RequestIds requestIds) {
        this.requestIds = requestIds;
    }

    /** A whole answer; the array may be reused at once. */
    ByteBuf whole(int status, CharSequence type, byte[] bytes, int length) {
        crc32.reset();
        crc32.update(bytes, 0, length);
        int headBytes = writeHead(status, type, crc32.getValue(), length);
        return buffer(headBytes + length)
                .writeBytes(head, 0, headBytes)
                .writeBytes(bytes, 0, length);
    }

    /** The head of an answer whose body comes behind it. */
    ByteBuf head(int status, CharSequence type, long checksum, int length) {
        int headBytes = writeHead(status, type, checksum, length);
        return buffer(headBytes).writeBytes(head, 0, headBytes);
    }

    private int writeHead(int status, CharSequence type, long checksum, int length) {
        int at = write(status == 200 ? OK : firstLine(status), 0);
        at = requestIds.write(head, at);
        at = write(CRC32_FIELD, at);
        at = writeNumber(checksum, at);
        at = write(TYPE_FIELD, at);
        at = write(bytesOf(type), at);
        at = write(LENGTH_FIELD, at);
        at = writeNumber(length, at);
        return write(END, at);
    }

    @SuppressWarnings("ReferenceEquality") // Another one with this text is as good, only slower.
    private static byte[] bytesOf(CharSequence type) {
        return type == HttpAnswer.TYPE_AMZ_JSON ? AMZ_JSON : ascii(type.toString());
    }

    private int write(byte[] text, int at) {
        System.arraycopy(text, 0, head, at, text.length);
        return at + text.length;
    }

    private int writeNumber(long number, int at) {
        int end = at;
        long rest = number;
        do {
            end++;
            rest /= 10;
        } while (rest > 0);
        rest = number;
        for (int digit = end - 1; digit >= at; digit--) {
            head[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static ByteBuf buffer(int bytes) {
        return VertxByteBufAllocator.POOLED_ALLOCATOR.directBuffer(bytes, bytes);
    }

    private static byte[] firstLine(int status) {
        return ascii(
                "HTTP/1.1 %s\r\nx-amzn-RequestId: ".formatted(HttpResponseStatus.valueOf(status)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
