package dev.penstock.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import io.vertx.core.http.impl.HttpUtils;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The check of headers refuses what Vert.x refuses, and nothing else. */
class HeaderCheckTest {
    private static final int CHARACTERS = 0x180;

    private final HeaderCheck check = new HeaderCheck();

    @Test
    void everyCharacterAtEveryPlaceIsJudgedAsVertxDoes() {
        for (int length = 0; length <= 26; length++) {
            for (int place = 0; place < length; place++) {
                for (int character = 0; character < CHARACTERS; character++) {
                    var text = new StringBuilder("abcdefghijklmnopqrstuvwxyz".substring(0, length));
                    text.setCharAt(place, (char) character);
                    assertJudgedAlike("name", text.toString());
                }
            }
        }
    }

    @Test
    void longValuesAreJudgedAsVertxDoes() {
        for (int length = 1_000; length < 1_100; length++) {
            String plain = "x".repeat(length);
            assertJudgedAlike("name", plain);
            assertJudgedAlike("name", plain + "\u0001");
            assertJudgedAlike("name", plain + "\u007F" + plain);
        }
    }

    @Test
    void aShortValueBehindALongOneIsJudgedByItself() {
        assertThat(refuses(check, "name", "\u0001".repeat(100))).isTrue();
        assertThat(refuses(check, "name", "")).isFalse();
        assertThat(refuses(check, "name", "abc")).isFalse();
    }

    @Test
    void namesAndOtherTextsAreJudgedAsVertxDoes() {
        assertJudgedAlike("na me", "value");
        assertJudgedAlike("näme", "value");
        assertJudgedAlike(new AsciiString("name"), new AsciiString("val\u0001ue"));
        assertJudgedAlike(new AsciiString("name"), new AsciiString("value"));
    }

    private void assertJudgedAlike(CharSequence name, CharSequence value) {
        assertThat(refuses(check, name, value))
                .as("%s: %s", name, value)
                .isEqualTo(refuses(HttpUtils::validateHeader, name, value));
    }

    private static boolean refuses(
            BiConsumer<CharSequence, CharSequence> check, CharSequence name, CharSequence value) {
        try {
            check.accept(name, value);
            return false;
        } catch (IllegalArgumentException refusal) {
            return true;
        }
    }
}
