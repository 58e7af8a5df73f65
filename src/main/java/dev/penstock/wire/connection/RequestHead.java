package dev.penstock.wire.connection;

import dev.penstock.common.Limit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The head of a plain request, read from its bytes: {@code POST / HTTP/1.1}, with a length and
 * nothing that changes how it is framed or answered. Whatever else comes, however well formed, is
 * not plain and left to the decoder: so there is one who says what is wrong with a request, and
 * this here can only agree with him.
 *
 * <p>One per event loop, used again for every request; its values hold until the next one is read.
 */
public final class RequestHead {
    /*
     * Maintainers: a field that the decoder, Vert.x or the endpoint looks at must be one of those
     * below. Of them, only such values are plain that have one reading.
     */

    @Limit(
            of = "head of a request that is read without the HTTP decoder",
            unit = "bytes",
            beyond = "the decoder reads it, at some more cost")
    static final int BYTES_MAX = 8 << 10;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long SIGNS = ONES << 7;
    private static final long SPACES = ONES * ' ';
    private static final long DELETES = ONES * 0x7F;

    private static final byte[] FIRST_LINE = ascii("POST / HTTP/1.1\r\n");
    private static final byte[] JSON = ascii("application/x-amz-json-1.0");
    private static final byte[] KEEP_ALIVE = ascii("keep-alive");
    private static final int LENGTH_DIGITS_MAX = 8;

    /** Letters, digits, - and _: what else RFC 9110 allows in a field's name is rare. */
    private static final boolean[] IN_NAME = new boolean[Byte.MAX_VALUE + 1];

    static {
        for (int c = 0; c < IN_NAME.length; c++) {
            IN_NAME[c] = Character.isLetterOrDigit(c) || c == '-' || c == '_';
        }
    }

    private final HeadField host = new HeadField("host");
    private final HeadField type = new HeadField("content-type");
    private final HeadField target = new HeadField("x-amz-target");
    private final HeadField date = new HeadField("date");
    private final HeadField amzDate = new HeadField("x-amz-date");
    private final HeadField authorization = new HeadField("authorization");
    private final HeadField length = new HeadField("content-length");
    private final HeadField connection = new HeadField("connection");
    private final HeadField[] fields;

    /** What must not be there; an origin because its answer has more fields. */
    private final HeadField[] foreign = {
        new HeadField("origin"),
        new HeadField("expect"),
        new HeadField("upgrade"),
        new HeadField("content-encoding"),
        new HeadField("transfer-encoding")
    };

    private int end;
    private int contentLength;

    RequestHead() {
        fields =
                new HeadField[] {
                    host, type, target, date, amzDate, authorization, length, connection
                };
    }

    /**
     * Reads the head of what begins at 0.
     *
     * @param bytes with at least eight more behind {@code count}
     * @return whether it is whole and plain
     */
    boolean read(byte[] bytes, int count) {
        int bound = Math.min(count, BYTES_MAX);
        int at = FIRST_LINE.length;
        if (bound < at || !Arrays.equals(bytes, 0, at, FIRST_LINE, 0, at)) {
            return false;
        }
        for (HeadField field : fields) {
            field.forget();
        }
        while (at >= 0 && at < bound && bytes[at] != '\r') {
            at = readField(bytes, at, bound);
        }
        if (at < 0 || at + 2 > bound || bytes[at + 1] != '\n') {
            return false;
        }
        end = at + 2;
        contentLength = length.number(LENGTH_DIGITS_MAX);
        return contentLength >= 0
                && type.is(JSON)
                && (!connection.isPresent() || connection.isIgnoringCase(KEEP_ALIVE));
    }

    /** Where the body begins. */
    public int end() {
        return end;
    }

    /** Bytes of the body. */
    public int contentLength() {
        return contentLength;
    }

    /** {@code X-Amz-Target}; empty if there is none. */
    public String target() {
        return target.text();
    }

    /** {@code Host}; empty if there is none. */
    public String host() {
        return host.text();
    }

    /** {@code Authorization}; empty if there is none. */
    public String authorization() {
        return authorization.newText();
    }

    /** Whether it says when it was made, in either of two fields. */
    public boolean hasDate() {
        return amzDate.isPresent() || date.isPresent();
    }

    /** Reads one field and its line's end; returns where the next line begins, or -1. */
    private int readField(byte[] bytes, int start, int bound) {
        int colon = start;
        while (colon < bound && bytes[colon] >= 0 && IN_NAME[bytes[colon]]) {
            colon++;
        }
        if (colon == start || colon >= bound || bytes[colon] != ':') {
            return -1;
        }
        int lineEnd = endOfPlain(bytes, colon + 1, bound);
        if (lineEnd + 2 > bound || bytes[lineEnd] != '\r' || bytes[lineEnd + 1] != '\n') {
            return -1;
        }
        for (HeadField field : fields) {
            if (field.isNamed(bytes, start, colon)) {
                return field.note(bytes, colon + 1, lineEnd) ? lineEnd + 2 : -1;
            }
        }
        for (HeadField field : foreign) {
            if (field.isNamed(bytes, start, colon)) {
                return -1;
            }
        }
        return lineEnd + 2;
    }

    /** The first byte that is a control character or no ASCII, or one behind the bound. */
    private static int endOfPlain(byte[] bytes, int start, int bound) {
        for (int at = start; at < bound; at += Long.BYTES) {
            long word = (long) WORD.get(bytes, at);
            long deletes = word ^ DELETES;
            long found = (((word - SPACES) & ~word) | ((deletes - ONES) & ~deletes) | word) & SIGNS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        return bound;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
