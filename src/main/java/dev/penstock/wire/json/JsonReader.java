package dev.penstock.wire.json;

import dev.penstock.error.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pull parser over the bytes of one request: strict JSON (RFC 8259), UTF-8, no objects made that
 * nobody asked for. The caller walks the shape that it expects and skips what it does not know:
 *
 * <pre>{@code
 * json.open(body, 0, body.length);
 * json.beginRequest();
 * while (json.nextMember()) {
 *     if (json.nameIs(TABLE_NAME)) {
 *         tableName = json.readString();
 *     } else {
 *         json.skipValue();
 *     }
 * }
 * json.finish();
 * }</pre>
 *
 * <p>Reused from request to request, by one thread. Everything that it refuses is a {@code
 * RequestException} of code SERIALIZATION: with an empty text where the body is not JSON (the
 * service's answer then has no message), with DynamoDB's text where a value has another JSON type
 * than the model. A null member counts as absent: the readers return null for it, and the {@code
 * begin} methods false. The bytes are not altered and must not change meanwhile.
 *
 * <p>Maintainers: there is no stack of open containers, since the caller's own code nests as the
 * document does; {@code afterValue} alone tells whether a comma must come next. Only {@link
 * #skipValue} walks unknown shapes, and it keeps one bit per level.
 */
public final class JsonReader {
    /**
     * Open containers in one body. An item at its limit of 32 levels needs 64 and a few around it;
     * the rest is left for what the service would answer with its own text.
     */
    public static final int DEPTH_MAX = 512;

    /**
     * Bodies longer than this (bytes) are checked for syntax before anything is read from them, so
     * that refusing one costs no memory; shorter ones cannot cost much.
     */
    static final int CHECKED_FIRST_BYTES = 16 * 1024;

    /**
     * No member of the API needs a JSON number this long (bytes); items carry theirs in strings.
     */
    private static final int NUMBER_BYTES_MAX = 1_000;

    /** Raw bytes of a name that could still equal a {@link JsonName}, all its letters escaped. */
    private static final int NAME_BYTES_MAX = 512;

    private static final byte[] NO_BYTES = {};

    private final long[] objectLevels = new long[DEPTH_MAX / Long.SIZE];
    private final byte[] nameScratch = new byte[NAME_BYTES_MAX];
    private byte[] bytes = NO_BYTES;
    private int at;
    private int end;
    private int depth;
    private boolean afterValue;
    private int nameFrom;
    private int nameTo;
    private boolean nameHasEscapes;
    private int textFrom;
    private int textTo;
    private boolean textHasEscapes;

    /** Starts on the document in {@code length} bytes from {@code offset}. */
    public void open(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.end = offset + length;
        rewind(offset);
        if (length > CHECKED_FIRST_BYTES) {
            requireWellFormed();
            rewind(offset);
        }
    }

    /** Lets go of the document's bytes. */
    public void close() {
        bytes = NO_BYTES;
        end = 0;
        rewind(0);
    }

    private void rewind(int offset) {
        at = offset;
        depth = 0;
        afterValue = false;
    }

    /** Throws unless the whole document that was opened is JSON, whatever its shape. */
    public static void requireWellFormed(byte[] bytes, int offset, int length) {
        var reader = new JsonReader();
        reader.open(bytes, offset, length);
        if (length <= CHECKED_FIRST_BYTES) {
            reader.requireWellFormed();
        }
    }

    private void requireWellFormed() {
        skipValue();
        finish();
    }

    /** Throws unless only white space is left. */
    public void finish() {
        skipSpace();
        if (at != end) {
            throw SerializationErrors.malformed();
        }
    }

    /** Where the next value begins; {@link #returnTo} goes back there. */
    public int position() {
        skipSpace();
        return at;
    }

    /** Goes back to a value's {@link #position} on the same level of the document. */
    public void returnTo(int position, int level) {
        at = position;
        depth = level;
        afterValue = false;
    }

    int level() {
        return depth;
    }

    /** Opens the document's outermost object. */
    public void beginRequest() {
        if (peek() != JsonToken.OBJECT) {
            throw SerializationErrors.unexpectedScalar();
        }
        beginObject();
    }

    /**
     * Opens a structure of the API model.
     *
     * @param shape the structure's name in the model, for the text of the error
     * @return false if the value was null
     */
    public boolean beginStructure(String shape) {
        return switch (peek()) {
            case OBJECT -> beginObject();
            case NULL -> skipNull();
            case ARRAY -> throw SerializationErrors.unexpectedArrayForStructure(shape);
            case STRING, NUMBER, TRUE, FALSE -> throw SerializationErrors.unexpectedScalar();
        };
    }

    /**
     * Opens a structure that is a list's element or a map's value: the text about a scalar differs.
     *
     * @return false if the value was null
     */
    public boolean beginElementStructure(String shape) {
        return switch (peek()) {
            case OBJECT -> beginObject();
            case NULL -> skipNull();
            case ARRAY -> throw SerializationErrors.unexpectedArrayForStructure(shape);
            case STRING, NUMBER, TRUE, FALSE ->
                    throw SerializationErrors.unexpectedScalarForElement();
        };
    }

    /**
     * Opens a map from strings.
     *
     * @param valueShape the values' shape in the model, or {@code String}
     * @return false if the value was null
     */
    public boolean beginMap(String valueShape) {
        return switch (peek()) {
            case OBJECT -> beginObject();
            case NULL -> skipNull();
            case ARRAY -> throw SerializationErrors.unexpectedArrayForMap(valueShape);
            case STRING, NUMBER, TRUE, FALSE -> throw SerializationErrors.unexpectedScalar();
        };
    }

    /**
     * Opens a list.
     *
     * @return false if the value was null
     */
    public boolean beginList() {
        return switch (peek()) {
            case ARRAY -> beginArray();
            case NULL -> skipNull();
            case OBJECT -> throw SerializationErrors.unexpectedObject();
            case STRING, NUMBER, TRUE, FALSE -> throw SerializationErrors.unexpectedScalar();
        };
    }

    boolean beginObject() {
        open('{');
        return true;
    }

    private boolean beginArray() {
        open('[');
        return true;
    }

    private void open(char bracket) {
        expect(bracket);
        if (++depth > DEPTH_MAX) {
            throw SerializationErrors.malformed();
        }
        afterValue = false;
    }

    /**
     * Goes to the next member of the innermost object: its name is read, its value comes next.
     *
     * @return false at the object's end, which is then closed
     */
    public boolean nextMember() {
        if (closes('}')) {
            return false;
        }
        if (at == end || bytes[at] != '"') {
            throw SerializationErrors.malformed();
        }
        scanText();
        nameFrom = textFrom;
        nameTo = textTo;
        nameHasEscapes = textHasEscapes;
        skipSpace();
        expect(':');
        return true;
    }

    /**
     * Goes to the next element of the innermost array.
     *
     * @return false at the array's end, which is then closed
     */
    public boolean nextElement() {
        return !closes(']');
    }

    /** Passes the comma before a further value, or the bracket that ends the container. */
    private boolean closes(char bracket) {
        skipSpace();
        if (at < end && bytes[at] == bracket) {
            at++;
            depth--;
            afterValue = true;
            return true;
        }
        if (afterValue) {
            expect(',');
            skipSpace();
            afterValue = false;
        }
        return false;
    }

    /** Whether the current member has this name. */
    public boolean nameIs(JsonName name) {
        byte[] wanted = name.bytes();
        if (!nameHasEscapes) {
            return Arrays.equals(bytes, nameFrom, nameTo, wanted, 0, wanted.length);
        }
        if (nameTo - nameFrom > NAME_BYTES_MAX) {
            return false;
        }
        int length = JsonText.decode(bytes, nameFrom, nameTo, nameScratch, 0);
        return Arrays.equals(nameScratch, 0, length, wanted, 0, wanted.length);
    }

    /** The current member's name. */
    public String name() {
        return text(nameFrom, nameTo, nameHasEscapes);
    }

    /** What comes next; not for use where a comma or a closing bracket may stand. */
    public JsonToken peek() {
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

    /** A string, or null for null. */
    public @Nullable String readString() {
        return beginText() ? text(textFrom, textTo, textHasEscapes) : null;
    }

    /**
     * Passes a string, whose inside is then known by its offsets.
     *
     * @return false if it was null
     */
    boolean beginText() {
        return switch (peek()) {
            case STRING -> scanText();
            case NULL -> skipNull();
            case NUMBER, TRUE, FALSE -> throw notConvertible("String");
            case ARRAY -> throw SerializationErrors.unexpectedArray("java.lang.String");
            case OBJECT -> throw SerializationErrors.unexpectedObject();
        };
    }

    /** The same for a string that must hold Base64; whether it does is not checked here. */
    boolean beginBase64() {
        return switch (peek()) {
            case STRING -> scanText();
            case NULL -> skipNull();
            case NUMBER, TRUE, FALSE -> throw SerializationErrors.notBase64Text();
            case ARRAY -> throw SerializationErrors.unexpectedArray("java.nio.ByteBuffer");
            case OBJECT -> throw SerializationErrors.unexpectedObject();
        };
    }

    /** A whole number, its fraction cut off and its value kept within the range of an int. */
    public @Nullable Integer readInteger() {
        Double number = readNumber("Integer");
        return number == null ? null : (int) (double) number;
    }

    /** A whole number, its fraction cut off and its value kept within the range of a long. */
    public @Nullable Long readLong() {
        int from = position();
        Double number = readNumber("Long");
        return number == null ? null : exactLong(from, number);
    }

    /** A double cannot hold every long, so whole numbers of up to 18 digits are read as such. */
    private long exactLong(int from, double number) {
        int firstDigit = bytes[from] == '-' ? from + 1 : from;
        if (at - firstDigit > 18) {
            return (long) number;
        }
        long value = 0;
        for (int i = firstDigit; i < at; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return (long) number;
            }
            value = value * 10 + (bytes[i] - '0');
        }
        return firstDigit == from ? value : -value;
    }

    public @Nullable Double readDouble() {
        return readNumber("Double");
    }

    private @Nullable Double readNumber(String javaType) {
        return switch (peek()) {
            case NUMBER -> {
                int from = at;
                scanNumber();
                if (at - from > NUMBER_BYTES_MAX) {
                    throw SerializationErrors.malformed();
                }
                yield Double.valueOf(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
            }
            case NULL -> {
                skipNull();
                yield null;
            }
            case STRING, TRUE, FALSE -> throw notConvertible(javaType);
            case ARRAY -> throw SerializationErrors.unexpectedArray("java.lang." + javaType);
            case OBJECT -> throw SerializationErrors.unexpectedObject();
        };
    }

    public @Nullable Boolean readBoolean() {
        return switch (peek()) {
            case TRUE -> {
                scanLiteral("true");
                yield true;
            }
            case FALSE -> {
                scanLiteral("false");
                yield false;
            }
            case NULL -> {
                skipNull();
                yield null;
            }
            case NUMBER -> throw notConvertible("Boolean");
            case STRING -> throw SerializationErrors.unexpectedToken();
            case ARRAY -> throw SerializationErrors.unexpectedArray("java.lang.Boolean");
            case OBJECT -> throw SerializationErrors.unexpectedObject();
        };
    }

    private RequestException notConvertible(String javaType) {
        var kind =
                switch (peek()) {
                    case STRING -> "STRING_VALUE";
                    case TRUE -> "TRUE_VALUE";
                    case FALSE -> "FALSE_VALUE";
                    case NUMBER -> isDecimal() ? "DECIMAL_VALUE" : "NUMBER_VALUE";
                    case NULL, ARRAY, OBJECT -> throw new IllegalStateException();
                };
        return SerializationErrors.notConvertible(kind, javaType);
    }

    private boolean isDecimal() {
        int from = at;
        scanNumber();
        for (int i = from; i < at; i++) {
            if (bytes[i] == '.' || bytes[i] == 'e' || bytes[i] == 'E') {
                return true;
            }
        }
        return false;
    }

    /** Passes a null. Always false, for the callers that answer "not opened". */
    private boolean skipNull() {
        scanLiteral("null");
        return false;
    }

    /** Passes the next value, whatever it is, checking that it is JSON. */
    public void skipValue() {
        int outside = depth;
        do {
            switch (peek()) {
                case STRING -> scanText();
                case NUMBER -> scanNumber();
                case TRUE -> scanLiteral("true");
                case FALSE -> scanLiteral("false");
                case NULL -> scanLiteral("null");
                case OBJECT -> {
                    beginObject();
                    objectLevels[(depth - 1) >> 6] |= 1L << (depth - 1);
                }
                case ARRAY -> {
                    beginArray();
                    objectLevels[(depth - 1) >> 6] &= ~(1L << (depth - 1));
                }
            }
            closeLevels(outside);
        } while (depth > outside);
    }

    /** Closes every container that ends here; stops before the next value to skip, if any. */
    private void closeLevels(int outside) {
        while (depth > outside) {
            boolean inObject = (objectLevels[(depth - 1) >> 6] & (1L << (depth - 1))) != 0;
            if (inObject ? nextMember() : nextElement()) {
                return;
            }
        }
    }

    private void scanLiteral(String literal) {
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
        afterValue = true;
    }

    private void scanNumber() {
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
        afterValue = true;
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
    private boolean scanText() {
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
        afterValue = true;
        return true;
    }

    private String text(int from, int to, boolean hasEscapes) {
        if (!hasEscapes) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        byte[] decoded = new byte[to - from];
        int length = JsonText.decode(bytes, from, to, decoded, 0);
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return bytes;
    }

    int nameFrom() {
        return nameFrom;
    }

    int nameTo() {
        return nameTo;
    }

    boolean nameHasEscapes() {
        return nameHasEscapes;
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

    private void expect(char wanted) {
        if (at == end || bytes[at] != wanted) {
            throw SerializationErrors.malformed();
        }
        at++;
    }

    private void skipSpace() {
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
