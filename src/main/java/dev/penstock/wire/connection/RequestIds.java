package dev.penstock.wire.connection;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Makes the values of {@code x-amzn-RequestId}: 52 upper-case letters and digits. They tell
 * requests apart in logs and protect nothing, so any generator will do. One per event loop.
 */
public final class RequestIds {
    private static final int LENGTH = 52;
    private static final int BITS_PER_CHARACTER = 5;
    private static final int CHARACTERS_PER_LONG = 12;
    private static final byte[] ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUV".getBytes(StandardCharsets.US_ASCII);

    private final RandomGenerator random;
    private final byte[] characters = new byte[LENGTH];

    public RequestIds(RandomGenerator random) {
        this.random = random;
    }

    public AsciiString next() {
        write(characters, 0);
        return new AsciiString(characters);
    }

    /** Writes the next one; returns where it ends. */
    public int write(byte[] to, int at) {
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            bits = i % CHARACTERS_PER_LONG == 0 ? random.nextLong() : bits >>> BITS_PER_CHARACTER;
            to[at + i] = ALPHABET[(int) bits & ALPHABET.length - 1];
        }
        return at + LENGTH;
    }
}
