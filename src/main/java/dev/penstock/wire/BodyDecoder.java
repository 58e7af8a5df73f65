package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a request body, with a bound: a small body that unfolds into a huge one is refused
 * as soon as its output passes the bound, before more of it is allocated.
 */
final class BodyDecoder {
    private static final int GZIP_HEADER_BYTES = 10;
    private static final int GZIP_TRAILER_BYTES = 8;
    private static final int GZIP_FLAG_HEADER_CRC = 2;
    private static final int GZIP_FLAG_EXTRA = 4;
    private static final int GZIP_FLAG_NAME = 8;
    private static final int GZIP_FLAG_COMMENT = 16;
    private static final int OUTPUT_BYTES_FIRST = 16 << 10;

    private BodyDecoder() {}

    /** Thrown when the decompressed body would be longer than allowed: HTTP 413. */
    static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("decompressed body too long", null, false, false);
        }
    }

    /** {@code Content-Encoding: gzip}: one member, as every SDK sends it. */
    static byte[] gunzip(byte[] body, int bytesMax) throws TooLongException {
        int start = endOfGzipHeader(body);
        if (start < 0 || start + GZIP_TRAILER_BYTES > body.length) {
            throw malformed();
        }
        return inflate(body, start, body.length - GZIP_TRAILER_BYTES, true, bytesMax);
    }

    /** {@code Content-Encoding: deflate}: a zlib stream, as RFC 9110 says. */
    static byte[] inflate(byte[] body, int bytesMax) throws TooLongException {
        return inflate(body, 0, body.length, false, bytesMax);
    }

    private static byte[] inflate(byte[] body, int from, int to, boolean raw, int bytesMax)
            throws TooLongException {
        var inflater = new Inflater(raw);
        try {
            inflater.setInput(body, from, to - from);
            byte[] output = new byte[OUTPUT_BYTES_FIRST];
            int length = 0;
            while (!inflater.finished()) {
                if (length == output.length) {
                    output = grown(output, bytesMax);
                }
                int written = inflater.inflate(output, length, output.length - length);
                if (written == 0 && !inflater.finished()) {
                    throw malformed();
                }
                length += written;
            }
            if (length > bytesMax) {
                throw new TooLongException();
            }
            return Arrays.copyOf(output, length);
        } catch (DataFormatException e) {
            throw malformed();
        } finally {
            inflater.end();
        }
    }

    /** One byte more than the bound may be written, so that "too long" is seen and not guessed. */
    private static byte[] grown(byte[] output, int bytesMax) throws TooLongException {
        if (output.length > bytesMax) {
            throw new TooLongException();
        }
        return Arrays.copyOf(output, (int) Math.min(2L * output.length, bytesMax + 1L));
    }

    private static int endOfGzipHeader(byte[] body) {
        if (body.length < GZIP_HEADER_BYTES
                || body[0] != 0x1F
                || body[1] != (byte) 0x8B
                || body[2] != 8) {
            return -1;
        }
        int flags = body[3];
        int at = GZIP_HEADER_BYTES;
        if ((flags & GZIP_FLAG_EXTRA) != 0) {
            if (at + 2 > body.length) {
                return -1;
            }
            at += 2 + (body[at] & 0xFF) + ((body[at + 1] & 0xFF) << 8);
        }
        if ((flags & GZIP_FLAG_NAME) != 0) {
            at = behindZero(body, at);
        }
        if ((flags & GZIP_FLAG_COMMENT) != 0) {
            at = behindZero(body, at);
        }
        return (flags & GZIP_FLAG_HEADER_CRC) != 0 ? at + 2 : at;
    }

    private static int behindZero(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static RequestException malformed() {
        return new RequestException(ErrorCode.SERIALIZATION, "");
    }
}
