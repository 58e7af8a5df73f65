package dev.penstock.wire.json;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    /** The longest that a request may hold outside items is an expression; texts are repeated. */
    @Limit(
            of = "a text of a request outside items",
            unit = "bytes",
            beyond = "`SerializationException`")
    private static final int TEXT_BYTES_MAX = 1 << 20;

    /**
     * Open containers in one body. An item at its limit of 32 levels needs 64 and a few around it;
     * the rest is left for what the service would answer with its own text.
     */
    @Limit(
            of = "objects and arrays inside each other in a body",
            unit = "levels",
            beyond = "`SerializationException`")
    public static final int DEPTH_MAX = 512;

    /**
     * No member of the API needs a JSON number this long (bytes); items carry theirs in strings.
     */
    @Limit(of = "a number outside items", unit = "bytes", beyond = "`SerializationException`")
    private static final int NUMBER_BYTES_MAX = 1_000;

    /** Digits that always fit into a long. */
    private static final int LONG_DIGITS_MAX = 18;

    /** Raw bytes of a name that could still equal a {@link JsonName}, all its letters escaped. */
    private static final int NAME_BYTES_MAX = 512;

    private final JsonScanner in = new JsonScanner();
    private final long[] objectLevels = new long[DEPTH_MAX / Long.SIZE];
    private final byte[] nameScratch = new byte[NAME_BYTES_MAX];
    private int depth;
    private boolean afterValue;
    private int nameFrom;
    private int nameTo;
    private boolean nameHasEscapes;

    /**
     * Starts on the document in {@code length} bytes from {@code offset}. Nothing is checked ahead:
     * who must not spend memory on a body that is refused in the end passes all of it once (see
     * {@link #skipValue} and {@link #returnTo}) before reading from it.
     */
    public void open(byte[] bytes, int offset, int length) {
        in.open(bytes, offset, length);
        returnTo(offset, 0);
    }

    /** Lets go of the document's bytes. */
    public void close() {
        in.close();
        returnTo(0, 0);
    }

    /** Throws unless the whole document that was opened is JSON, whatever its shape. */
    public static void requireWellFormed(byte[] bytes, int offset, int length) {
        var reader = new JsonReader();
        reader.open(bytes, offset, length);
        reader.skipValue();
        reader.finish();
    }

    /** Throws unless only white space is left. */
    public void finish() {
        in.skipSpace();
        if (!in.isAtEnd()) {
            throw SerializationErrors.malformed();
        }
    }

    /** Where the next value begins; {@link #returnTo} goes back there. */
    public int position() {
        in.skipSpace();
        return in.position();
    }

    /** Goes back to a value's {@link #position} on the same level of the document. */
    public void returnTo(int position, int level) {
        in.position(position);
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
        in.expect(bracket);
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
        if (!in.isAt('"')) {
            throw SerializationErrors.malformed();
        }
        in.scanText();
        nameFrom = in.textFrom();
        nameTo = in.textTo();
        nameHasEscapes = in.textHasEscapes();
        in.skipSpace();
        in.expect(':');
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
        in.skipSpace();
        if (in.isAt(bracket)) {
            in.expect(bracket);
            depth--;
            afterValue = true;
            return true;
        }
        if (afterValue) {
            in.expect(',');
            in.skipSpace();
        }
        afterValue = false;
        return false;
    }

    /** Whether the current member has this name. */
    public boolean nameIs(JsonName name) {
        byte[] wanted = name.bytes();
        if (!nameHasEscapes) {
            return Arrays.equals(in.bytes(), nameFrom, nameTo, wanted, 0, wanted.length);
        }
        if (nameTo - nameFrom > NAME_BYTES_MAX) {
            return false;
        }
        int length = JsonText.decode(in.bytes(), nameFrom, nameTo, nameScratch, 0);
        return Arrays.equals(nameScratch, 0, length, wanted, 0, wanted.length);
    }

    /** The current member's name. */
    public String name() {
        return text(nameFrom, nameTo, nameHasEscapes);
    }

    /** What comes next; not for use where a comma or a closing bracket may stand. */
    public JsonToken peek() {
        return in.peek();
    }

    /** A string, or null for null. */
    public @Nullable String readString() {
        return beginText() ? text(in.textFrom(), in.textTo(), in.textHasEscapes()) : null;
    }

    /**
     * Passes a string, whose inside is then known by its offsets.
     *
     * @return false if it was null
     */
    boolean beginText() {
        return switch (peek()) {
            case STRING -> passText();
            case NULL -> skipNull();
            case NUMBER, TRUE, FALSE -> throw notConvertible("String");
            case ARRAY -> throw SerializationErrors.unexpectedArray("java.lang.String");
            case OBJECT -> throw SerializationErrors.unexpectedObject();
        };
    }

    /** The same for a string that must hold Base64; whether it does is not checked here. */
    boolean beginBase64() {
        return switch (peek()) {
            case STRING -> passText();
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
        byte[] bytes = in.bytes();
        int to = in.position();
        int firstDigit = bytes[from] == '-' ? from + 1 : from;
        if (to - firstDigit > LONG_DIGITS_MAX) {
            return (long) number;
        }
        long value = 0;
        for (int i = firstDigit; i < to; i++) {
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
                int from = in.position();
                in.scanNumber();
                afterValue = true;
                int length = in.position() - from;
                if (length > NUMBER_BYTES_MAX) {
                    throw SerializationErrors.malformed();
                }
                yield Double.valueOf(
                        new String(in.bytes(), from, length, StandardCharsets.US_ASCII));
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
                passLiteral("true");
                yield true;
            }
            case FALSE -> {
                passLiteral("false");
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
        int from = in.position();
        in.scanNumber();
        byte[] bytes = in.bytes();
        for (int i = from; i < in.position(); i++) {
            if (bytes[i] == '.' || bytes[i] == 'e' || bytes[i] == 'E') {
                return true;
            }
        }
        return false;
    }

    /**
     * Passes a scalar attribute value of the commonest form at once, if it is one.
     *
     * @return the letter of its type, its text being known by its offsets; or 0
     */
    int passCompactScalar() {
        in.skipSpace();
        int letter = in.scanCompactScalar();
        afterValue |= letter != 0;
        return letter;
    }

    /** Passes a null. Always false, for the callers that answer "not opened". */
    private boolean skipNull() {
        passLiteral("null");
        return false;
    }

    /** Passes the next value, whatever it is, checking that it is JSON. */
    public void skipValue() {
        int outside = depth;
        do {
            switch (peek()) {
                case STRING -> passText();
                case NUMBER -> passNumber();
                case TRUE -> passLiteral("true");
                case FALSE -> passLiteral("false");
                case NULL -> passLiteral("null");
                case OBJECT -> skipObject();
                case ARRAY -> {
                    beginArray();
                    objectLevels[(depth - 1) >> 6] &= ~(1L << (depth - 1));
                }
            }
            closeLevels(outside);
        } while (depth > outside);
    }

    /** Passes most attribute values whole; enters any other object. */
    private void skipObject() {
        if (depth == DEPTH_MAX || passCompactScalar() == 0) {
            beginObject();
            objectLevels[(depth - 1) >> 6] |= 1L << (depth - 1);
        }
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

    private boolean passText() {
        in.scanText();
        afterValue = true;
        return true;
    }

    private void passNumber() {
        in.scanNumber();
        afterValue = true;
    }

    private void passLiteral(String literal) {
        in.scanLiteral(literal);
        afterValue = true;
    }

    private String text(int from, int to, boolean hasEscapes) {
        if (to - from > TEXT_BYTES_MAX) {
            throw SerializationErrors.malformed();
        }
        if (!hasEscapes) {
            return new String(in.bytes(), from, to - from, StandardCharsets.UTF_8);
        }
        byte[] decoded = new byte[to - from];
        int length = JsonText.decode(in.bytes(), from, to, decoded, 0);
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return in.bytes();
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
        return in.textFrom();
    }

    int textTo() {
        return in.textTo();
    }

    boolean textHasEscapes() {
        return in.textHasEscapes();
    }
}
