package dev.penstock.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnsignedBytesTest {
    @Test
    void bytesAreUnsignedAndAPrefixComesFirst() {
        assertThat(UnsignedBytes.compare(bytes(0x7F), bytes(0x80))).isNegative();
        assertThat(UnsignedBytes.compare(bytes(1), bytes(1, 0))).isNegative();
        assertThat(UnsignedBytes.compare(bytes(2), bytes(1, 0))).isPositive();
        assertThat(UnsignedBytes.compare(bytes(), bytes())).isZero();
    }

    @Test
    void aRangeStartsWithItsPrefixes() {
        byte[] bytes = bytes(9, 1, 2, 3);
        assertThat(UnsignedBytes.startsWith(bytes, 1, 3, bytes(1, 2))).isTrue();
        assertThat(UnsignedBytes.startsWith(bytes, 1, 3, bytes())).isTrue();
        assertThat(UnsignedBytes.startsWith(bytes, 1, 1, bytes(1, 2))).isFalse();
        assertThat(UnsignedBytes.startsWith(bytes, 1, 3, bytes(1, 3))).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void prefixesThatDifferTellTheOrder(long seed) {
        var random = new SplittableRandom(seed);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 10_000; i++) {
            // Few different bytes, so that ranges share beginnings; the end of the array matters.
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) (random.nextInt(2) * 0xFF);
            }
            int offsetA = random.nextInt(65);
            int offsetB = random.nextInt(65);
            int lengthA = random.nextInt(Math.min(65 - offsetA, 12));
            int lengthB = random.nextInt(Math.min(65 - offsetB, 12));
            int byPrefix =
                    Long.compareUnsigned(
                            UnsignedBytes.prefix(bytes, offsetA, lengthA),
                            UnsignedBytes.prefix(bytes, offsetB, lengthB));
            int order =
                    Arrays.compareUnsigned(
                            bytes, offsetA, offsetA + lengthA, bytes, offsetB, offsetB + lengthB);
            assertThat(byPrefix == 0 || Integer.signum(byPrefix) == Integer.signum(order)).isTrue();
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
