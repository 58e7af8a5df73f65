package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a compressed body says of itself is checked, as the format's own readers do. */
class BodyDecoderTest {
    private static final byte[] BODY = "{\"TableName\":\"Music\"}".getBytes(StandardCharsets.UTF_8);
    private static final int BYTES_MAX = 1_000;
    private static final int FLAGS = 3;
    private static final int HEADER_BYTES = 10;

    @Test
    void aWholeMemberIsDecoded() throws Exception {
        assertThat(gunzip(gzipped())).isEqualTo(BODY);
    }

    @Test
    void everyFlippedBitOfChecksumAndLengthIsRefused() {
        byte[] member = gzipped();
        for (int bit = 8 * (member.length - 8); bit < 8 * member.length; bit++) {
            byte[] flipped = member.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(flipped);
        }
    }

    @Test
    void bytesBetweenTheStreamAndTheTrailerAreRefused() {
        byte[] member = gzipped();
        byte[] longer = Arrays.copyOf(member, member.length + 3);
        System.arraycopy(member, member.length - 8, longer, longer.length - 8, 8);
        assertRefused(longer);
    }

    @Test
    void bytesBehindADeflateStreamAreRefused() {
        byte[] stream = deflated();
        var decoder = BodyDecoder.deflate(Arrays.copyOf(stream, stream.length + 1));
        assertThatThrownBy(() -> decoder.length(BYTES_MAX)).isInstanceOf(RequestException.class);
    }

    @Test
    void theHeadersOwnChecksumIsChecked() throws Exception {
        byte[] member = gzipped();
        member[FLAGS] = 2;
        var crc = new CRC32();
        crc.update(member, 0, HEADER_BYTES);
        byte[] longer = new byte[member.length + 2];
        System.arraycopy(member, 0, longer, 0, HEADER_BYTES);
        longer[HEADER_BYTES] = (byte) crc.getValue();
        longer[HEADER_BYTES + 1] = (byte) (crc.getValue() >> 8);
        System.arraycopy(
                member, HEADER_BYTES, longer, HEADER_BYTES + 2, member.length - HEADER_BYTES);
        assertThat(gunzip(longer)).isEqualTo(BODY);

        longer[HEADER_BYTES]++;
        assertRefused(longer);
    }

    @Test
    void flagsThatNobodyKnowsAreRefused() {
        byte[] member = gzipped();
        member[FLAGS] = 0x20;
        assertRefused(member);
    }

    private static void assertRefused(byte[] member) {
        assertThatThrownBy(() -> gunzip(member)).isInstanceOf(RequestException.class);
    }

    private static byte[] gunzip(byte[] member) throws BodyDecoder.TooLongException {
        var decoder = BodyDecoder.gzip(member);
        return decoder.decode(decoder.length(BYTES_MAX));
    }

    private static byte[] gzipped() {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(bytes)) {
            stream.write(BODY);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflated() {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new DeflaterOutputStream(bytes)) {
            stream.write(BODY);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
