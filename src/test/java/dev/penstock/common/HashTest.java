package dev.penstock.common;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HashTest {
    @Test
    void publishedVectorsHold() {
        assertThat(hash("")).isEqualTo("ef46db3751d8e999");
        assertThat(hash("a")).isEqualTo("d24ec4f1a98c6e5b");
        assertThat(hash("abc")).isEqualTo("44bc2cf5ad770999");
        assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo("fbcea83c8a378bf1");
    }

    /** The vectors of the reference implementation's own sanity check, and its generator. */
    @ParameterizedTest
    @CsvSource({
        "0, ef46db3751d8e999",
        "1, e934a84adb052768",
        "4, 9136a0dca57457ee",
        "14, 8282dcc4994e35c8",
        "222, b641ae8cb691c174"
    })
    void theReferenceSanityCheckHolds(int length, String expected) {
        byte[] buffer = new byte[length];
        long generator = 2_654_435_761L;
        for (int i = 0; i < length; i++) {
            buffer[i] = (byte) (generator >>> 56);
            generator *= 0x9E3779B185EBCA8DL;
        }
        assertThat(Long.toHexString(Hash.xxh64(buffer))).isEqualTo(expected);
    }

    /** {@code length hash} of the first bytes of {@code i * 197 + 31}, from another library. */
    static List<String> goldenLines() {
        try (var file = requireNonNull(HashTest.class.getResourceAsStream("xxh64.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("goldenLines")
    void everyLengthHashesAsElsewhere(String line) {
        int length = Integer.parseInt(line.substring(0, line.indexOf(' ')));
        byte[] bytes = pattern(length);
        assertThat("%d %016x".formatted(length, Hash.xxh64(bytes))).isEqualTo(line);
    }

    @Test
    void theHashDependsOnlyOnTheBytesInTheRange() {
        byte[] bytes = pattern(200);
        for (int offset = 0; offset < 17; offset++) {
            for (int length = 0; length < 100; length++) {
                byte[] range = Arrays.copyOfRange(bytes, offset, offset + length);
                assertThat(Hash.xxh64(bytes, offset, length)).isEqualTo(Hash.xxh64(range));
            }
        }
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 197 + 31);
        }
        return bytes;
    }

    private static String hash(String text) {
        return Long.toHexString(Hash.xxh64(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
