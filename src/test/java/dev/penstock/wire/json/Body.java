package dev.penstock.wire.json;

import java.nio.charset.StandardCharsets;

/** Opens JSON in the middle of a larger array, so that offsets are put to the test everywhere. */
final class Body {
    private static final String BEFORE = "\"{[";
    private static final String BEHIND = "]}\"";

    private Body() {}

    static JsonReader open(String json) {
        return open(json.getBytes(StandardCharsets.UTF_8));
    }

    static JsonReader open(byte[] json) {
        byte[] bytes = new byte[BEFORE.length() + json.length + BEHIND.length()];
        System.arraycopy(ascii(BEFORE), 0, bytes, 0, BEFORE.length());
        System.arraycopy(json, 0, bytes, BEFORE.length(), json.length);
        int behind = BEFORE.length() + json.length;
        System.arraycopy(ascii(BEHIND), 0, bytes, behind, BEHIND.length());
        var reader = new JsonReader();
        reader.open(bytes, BEFORE.length(), json.length);
        return reader;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
