package dev.penstock.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HashTest {
    @Test
    void publishedVectorsHold() {
        assertThat(hash("")).isEqualTo("ef46db3751d8e999");
        assertThat(hash("a")).isEqualTo("d24ec4f1a98c6e5b");
        assertThat(hash("abc")).isEqualTo("44bc2cf5ad770999");
        assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo("fbcea83c8a378bf1");
    }

    private static String hash(String text) {
        return Long.toHexString(Hash.xxh64(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
