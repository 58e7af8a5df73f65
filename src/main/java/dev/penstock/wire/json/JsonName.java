package dev.penstock.wire.json;

import java.nio.charset.StandardCharsets;

/**
 * A member name as the UTF-8 bytes that a request is compared with and an answer is written from.
 */
public final class JsonName {
    private final byte[] bytes;

    /** The member as an answer carries it: {@code "name":}. */
    private final byte[] member;

    private JsonName(String name) {
        this.bytes = name.getBytes(StandardCharsets.UTF_8);
        this.member = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The name for both uses.
     *
     * @param name a name that needs no escapes in JSON
     */
    public static JsonName of(String name) {
        return new JsonName(name);
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] member() {
        return member;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
