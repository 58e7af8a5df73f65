package dev.penstock.wire.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One field that somebody looks at, and where its value stands in the head that is being read. */
final class HeadField {
    private static final int ABSENT = -1;

    private final byte[] name;
    private byte[] bytes = {};
    private int from = ABSENT;
    private int to;

    /** Requests say the same again and again: the text of the last value is kept. */
    private byte[] known = {};

    private String knownText = "";

    /**
     * @param name in lower case: letters and hyphens
     */
    HeadField(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** A new head is read. */
    void forget() {
        from = ABSENT;
    }

    /** Whether {@code head[start, stop)}, of which no byte is a control character, is its name. */
    boolean isNamed(byte[] head, int start, int stop) {
        return isText(name, head, start, stop);
    }

    /**
     * Keeps where the value stands, without the spaces around it.
     *
     * @return false if there is one already
     */
    boolean note(byte[] head, int start, int stop) {
        if (from != ABSENT) {
            return false;
        }
        bytes = head;
        from = start;
        to = stop;
        while (from < to && head[from] == ' ') {
            from++;
        }
        while (from < to && head[to - 1] == ' ') {
            to--;
        }
        return true;
    }

    boolean isPresent() {
        return from != ABSENT;
    }

    boolean is(byte[] value) {
        return isPresent() && Arrays.equals(bytes, from, to, value, 0, value.length);
    }

    /**
     * @param lower letters and hyphens
     */
    boolean isIgnoringCase(byte[] lower) {
        return isPresent() && isText(lower, bytes, from, to);
    }

    /** The value as a number; -1 if it has another form, or more digits than that. */
    int number(int digitsMax) {
        if (!isPresent() || from == to || to - from > digitsMax) {
            return -1;
        }
        int sum = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            sum = sum * 10 + digit;
        }
        return sum;
    }

    /** The value; empty if there is none. For values that seldom change. */
    String text() {
        if (!isPresent()) {
            return "";
        }
        if (!is(known)) {
            known = Arrays.copyOfRange(bytes, from, to);
            knownText = new String(known, StandardCharsets.ISO_8859_1);
        }
        return knownText;
    }

    /** The value; empty if there is none. For values that seldom are the same. */
    String newText() {
        return isPresent() ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) : "";
    }

    /** Of what is not a control character, only letters and hyphens become such by this bit. */
    private static boolean isText(byte[] lower, byte[] text, int start, int stop) {
        if (stop - start != lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            if ((text[start + i] | 0x20) != lower[i]) {
                return false;
            }
        }
        return true;
    }
}
