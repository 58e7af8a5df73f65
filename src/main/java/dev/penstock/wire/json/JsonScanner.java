package dev.penstock.wire.json;

import java.util.Objects;

/**
 * The lexical half of {@link JsonReader}: where the document stands, what the next byte begins, and
 * passing one string, number, literal or bracket. Knows no nesting.
 */
final class JsonScanner {
    /** The shortest scalar that {@link #scanCompactScalar} passes, <code>{"S":""}</code>. */
    private static final int COMPACT_BYTES_MIN = 8;

    private static final byte[] NO_BYTES = {};

    private byte[] bytes = NO_BYTES;
    private int at;
    private int end;
    private int textFrom;
    private int textTo;
    private boolean textHasEscapes;

    void open(byte[] document, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, document.length);
        bytes = document;
        at = offset;
        end = offset + length;
    }

    void close() {
        open(NO_BYTES, 0, 0);
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    void position(int position) {
        at = position;
    }

    boolean isAtEnd() {
        return at == end;
    }

    boolean isAt(char wanted) {
        return at < end && bytes[at] == wanted;
    }

    void expect(char wanted) {
        if (!isAt(wanted)) {
            throw SerializationErrors.malformed();
        }
        at++;
    }

    void skipSpace() {
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
    }

    /** What the value behind the white space is, by its first byte. */
    JsonToken peek() {
        skipSpace();
        if (at == end) {
            throw SerializationErrors.malformed();
        }
        return switch (bytes[at]) {
            case '"' -> JsonToken.STRING;
            case '{' -> JsonToken.OBJECT;
            case '[' -> JsonToken.ARRAY;
            case 't' -> JsonToken.TRUE;
            case 'f' -> JsonToken.FALSE;
            case 'n' -> JsonToken.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> JsonToken.NUMBER;
            default -> throw SerializationErrors.malformed();
        };
    }

    /**
     * Passes an attribute value in the form in which clients mostly write a scalar: <code>
     * {"S":"text"}</code>, with or without the one blank.
     *
     * @return the letter of its type, S, N or B; or 0, nothing being passed, if it has another form
     */
    int scanCompactScalar() {
        int from = at;
        if (end - from < COMPACT_BYTES_MIN || !isCompactScalar(bytes, from)) {
            return 0;
        }
        at = bytes[from + 5] == ' ' ? from + 6 : from + 5;
        if (bytes[at] == '"') {
            scanText();
            if (isAt('}')) {
                at++;
                return bytes[from + 2];
            }
        }
        at = from;
        return 0;
    }

    private static boolean isCompactScalar(byte[] bytes, int at) {
        byte letter = bytes[at + 2];
        return bytes[at] == '{'
                && bytes[at + 1] == '"'
                && bytes[at + 3] == '"'
                && bytes[at + 4] == ':'
                && (letter == 'S' || letter == 'N' || letter == 'B');
    }

    void scanLiteral(String literal) {
        int length = literal.length();
        if (at + length > end) {
            throw SerializationErrors.malformed();
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != literal.charAt(i)) {
                throw SerializationErrors.malformed();
            }
        }
        at += length;
    }

    void scanNumber() {
        if (bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            scanDigits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            scanDigits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            scanDigits();
        }
    }

    private void scanDigits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw SerializationErrors.malformed();
        }
    }

    /** Passes the string at {@code at}; then {@code textFrom} to {@code textTo} are its inside. */
    void scanText() {
        int position = at + 1;
        textFrom = position;
        textHasEscapes = false;
        while (true) {
            position = JsonText.plainEnd(bytes, position, end);
            if (position == end) {
                throw SerializationErrors.malformed();
            }
            byte b = bytes[position];
            if (b == '"') {
                break;
            }
            if (b == '\\') {
                textHasEscapes = true;
                position = JsonText.escapeEnd(bytes, position, end);
            } else {
                position = b < 0 ? JsonText.sequenceEnd(bytes, position, end) : -1;
            }
            if (position < 0) {
                throw SerializationErrors.malformed();
            }
        }
        textTo = position;
        at = position + 1;
    }

    int textFrom() {
        return textFrom;
    }

    int textTo() {
        return textTo;
    }

    boolean textHasEscapes() {
        return textHasEscapes;
    }
}
