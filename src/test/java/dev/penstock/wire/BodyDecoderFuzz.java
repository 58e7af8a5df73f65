package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.fuzz.Allocation;
import dev.penstock.fuzz.FuzzInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Goal: a compressed body is what the JDK's own streams make of it, or is refused; never longer
 * than the bound, nor dearer. Method: the first byte chooses gzip or deflate (bit 0), and whether
 * the rest is the body as it is, a gzip member whose trailer is to be made right (bit 1), or what
 * an honest client compresses (bit 2).
 */
public final class BodyDecoderFuzz {
    private static final int BODY_BYTES_MAX = 40_000;
    private static final long ALLOCATED_BYTES_MAX = 8L * BODY_BYTES_MAX;
    private static final int TRAILER_BYTES = 8;

    private BodyDecoderFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var choices = new FuzzInput(input);
        int choice = choices.next();
        boolean isGzip = (choice & 1) == 0;
        byte[] rest = choices.rest();
        if ((choice & 4) != 0) {
            requireSame(rest, decoded(compressed(rest, isGzip), isGzip));
            return;
        }
        if (isGzip && (choice & 2) != 0) {
            sealTrailer(rest);
        }
        byte[] decoded = decoded(rest, isGzip);
        if (decoded != null) {
            requireSame(jdk(rest, isGzip), decoded);
        }
    }

    private static void requireSame(byte @Nullable [] expected, byte @Nullable [] decoded) {
        if (!Arrays.equals(expected, decoded)) {
            throw new AssertionError("the JDK decodes another body, or none");
        }
    }

    /** Null if it is refused. */
    private static byte @Nullable [] decoded(byte[] body, boolean isGzip) {
        return Allocation.<byte @Nullable []>atMost(
                ALLOCATED_BYTES_MAX, () -> decode(body, isGzip));
    }

    private static byte @Nullable [] decode(byte[] body, boolean isGzip) {
        try {
            var decoder = isGzip ? BodyDecoder.gzip(body) : BodyDecoder.deflate(body);
            byte[] decoded = decoder.decode(decoder.length(BODY_BYTES_MAX));
            if (decoded.length > BODY_BYTES_MAX) {
                throw new AssertionError("a body of " + decoded.length + " bytes");
            }
            return decoded;
        } catch (BodyDecoder.TooLongException tooLong) {
            return null;
        } catch (RequestException refused) {
            if (refused.code() != ErrorCode.SERIALIZATION) {
                throw new AssertionError(refused.code().toString(), refused);
            }
            return null;
        }
    }

    /** Null if the JDK refuses it. */
    private static byte @Nullable [] jdk(byte[] body, boolean isGzip) {
        var source = new ByteArrayInputStream(body);
        try (InputStream stream =
                isGzip ? new GZIPInputStream(source) : new InflaterInputStream(source)) {
            return stream.readNBytes(BODY_BYTES_MAX + 1);
        } catch (IOException refused) {
            return null;
        }
    }

    private static byte[] compressed(byte[] body, boolean isGzip) {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream stream =
                isGzip ? new GZIPOutputStream(compressed) : new DeflaterOutputStream(compressed)) {
            stream.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    /** Gives a gzip member the checksum and the length of what it holds. */
    private static void sealTrailer(byte[] body) {
        if (body.length < TRAILER_BYTES) {
            return;
        }
        var crc = new CRC32();
        int length = 0;
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] one = new byte[1];
            while (stream.read(one) > 0 && length <= BODY_BYTES_MAX) {
                crc.update(one);
                length++;
            }
        } catch (IOException wrongTrailer) {
            // What came before it is summed up.
        }
        ByteBuffer.wrap(body)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(body.length - TRAILER_BYTES, (int) crc.getValue())
                .putInt(body.length - TRAILER_BYTES / 2, length);
    }
}
