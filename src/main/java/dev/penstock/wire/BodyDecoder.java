package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a request body, in two passes: the first only counts, and ends where the output
 * passes the bound; the second fills an array of just that length. So a small body that unfolds
 * into a huge one costs no memory, and any other is counted before it is there.
 */
final class BodyDecoder {
    private static final int GZIP_HEADER_BYTES = 10;
    private static final int GZIP_TRAILER_BYTES = 8;
    private static final int GZIP_FLAG_HEADER_CRC = 2;
    private static final int GZIP_FLAG_EXTRA = 4;
    private static final int GZIP_FLAG_NAME = 8;
    private static final int GZIP_FLAG_COMMENT = 16;
    private static final int GZIP_FLAGS_RESERVED = 0xE0;
    private static final int COUNTED_BYTES = 16 << 10;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] body;
    private final int from;
    private final int to;
    private final boolean isGzip;

    private BodyDecoder(byte[] body, int from, int to, boolean isGzip) {
        this.body = body;
        this.from = from;
        this.to = to;
        this.isGzip = isGzip;
    }

    /** Thrown when the decompressed body would be longer than allowed: HTTP 413. */
    static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("decompressed body too long", null, false, false);
        }
    }

    /** {@code Content-Encoding: gzip}: one member, as every SDK sends it. */
    static BodyDecoder gzip(byte[] body) {
        int start = endOfGzipHeader(body);
        int end = body.length - GZIP_TRAILER_BYTES;
        if (start < 0 || start > end) {
            throw malformed();
        }
        return new BodyDecoder(body, start, end, true);
    }

    /** {@code Content-Encoding: deflate}: a zlib stream, as RFC 9110 says. */
    static BodyDecoder deflate(byte[] body) {
        return new BodyDecoder(body, 0, body.length, false);
    }

    /** How long the decompressed body is. */
    int length(int bytesMax) throws TooLongException {
        var inflater = new Inflater(isGzip);
        try {
            inflater.setInput(body, from, to - from);
            byte[] counted = new byte[COUNTED_BYTES];
            while (!inflater.finished()) {
                int written = inflater.inflate(counted);
                if (written == 0 && !inflater.finished()) {
                    throw malformed();
                }
                if (inflater.getBytesWritten() > bytesMax) {
                    throw new TooLongException();
                }
            }
            if (inflater.getRemaining() > 0) {
                // A second member, or something that another reader might take for one.
                throw malformed();
            }
            return (int) inflater.getBytesWritten();
        } catch (DataFormatException e) {
            throw malformed();
        } finally {
            inflater.end();
        }
    }

    /**
     * @param length of the decompressed body, from {@link #length}
     */
    byte[] decode(int length) {
        var inflater = new Inflater(isGzip);
        try {
            inflater.setInput(body, from, to - from);
            byte[] output = new byte[length];
            int written = 0;
            while (written < length) {
                written += inflater.inflate(output, written, length - written);
            }
            if (isGzip) {
                requireTrailer(output);
            }
            return output;
        } catch (DataFormatException e) {
            throw malformed();
        } finally {
            inflater.end();
        }
    }

    private void requireTrailer(byte[] output) {
        var crc = new CRC32();
        crc.update(output);
        boolean isSame =
                (int) INT.get(body, to) == (int) crc.getValue()
                        && (int) INT.get(body, to + Integer.BYTES) == output.length;
        if (!isSame) {
            throw malformed();
        }
    }

    private static int endOfGzipHeader(byte[] body) {
        if (body.length < GZIP_HEADER_BYTES
                || body[0] != 0x1F
                || body[1] != (byte) 0x8B
                || body[2] != 8) {
            return -1;
        }
        int flags = body[3];
        if ((flags & GZIP_FLAGS_RESERVED) != 0) {
            return -1;
        }
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
        return (flags & GZIP_FLAG_HEADER_CRC) != 0 ? behindHeaderCrc(body, at) : at;
    }

    private static int behindHeaderCrc(byte[] body, int at) {
        if (at + 2 > body.length) {
            return -1;
        }
        var crc = new CRC32();
        crc.update(body, 0, at);
        int expected = (body[at] & 0xFF) | (body[at + 1] & 0xFF) << 8;
        return (crc.getValue() & 0xFFFF) == expected ? at + 2 : -1;
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
