package dev.penstock.wire.json;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ItemLimits;
import dev.penstock.item.ValueWriter;
import java.util.function.Supplier;

/**
 * The recursive part of {@link AttributeValueReader}: from the parser straight into the writer.
 * Errors of content are thrown as VALIDATION, errors of JSON type as SERIALIZATION.
 *
 * <p>A level is a value inside a list or a map: an attribute's value has level 1, and level 33 is
 * refused, so 31 maps may stand around a string.
 */
final class AttributeContentReader {
    private static final int INITIAL_SCRATCH_BYTES = 256;

    /**
     * Scratch space that one long text with escapes has grown beyond this (bytes) is given back.
     */
    private static final int KEPT_SCRATCH_BYTES_MAX = 64 * 1024;

    /**
     * Any number can be written shorter than this (bytes). Longer text, which the service would
     * repeat in its answer, is refused without that.
     */
    @Limit(of = "text of a number in a request", unit = "bytes", beyond = "`ValidationException`")
    private static final int NUMBER_TEXT_BYTES_MAX = 4 * 1024;

    private final ValueWriter writer;
    private byte[] scratch = new byte[INITIAL_SCRATCH_BYTES];
    private int sizeBytes;
    private int sizeBytesMax;
    private Supplier<RequestException> tooLarge = AttributeValueReader::tooLarge;

    AttributeContentReader(ValueWriter writer) {
        this.writer = writer;
    }

    /**
     * Starts counting, roughly but never too much, what DynamoDB charges for what is read: so that
     * a body of many megabytes is refused before it is encoded.
     *
     * @param error makes the refusal
     */
    void limit(int bytesMax, Supplier<RequestException> error) {
        sizeBytes = 0;
        sizeBytesMax = bytesMax;
        tooLarge = error;
        if (scratch.length > KEPT_SCRATCH_BYTES_MAX) {
            scratch = new byte[INITIAL_SCRATCH_BYTES];
        }
    }

    private void charge(int bytes) {
        sizeBytes += bytes;
        if (sizeBytes > sizeBytesMax) {
            throw tooLarge.get();
        }
    }

    /** The members of an item or a map that is open, whose values have the level. */
    void writePairs(JsonReader json, int level) {
        while (json.nextMember()) {
            writeName(json);
            writeValue(json, level);
        }
    }

    private void writeName(JsonReader json) {
        int from = json.nameFrom();
        int to = json.nameTo();
        byte[] source = json.bytes();
        if (json.nameHasEscapes()) {
            to = decode(json, from, to);
            from = 0;
            source = scratch;
        } else {
            charge(to - from);
        }
        if (to - from > ItemLimits.NAME_BYTES_MAX) {
            throw AttributeValueReader.nameTooLarge();
        }
        writer.name(source, from, to);
    }

    void writeValue(JsonReader json, int level) {
        if (level > ItemLimits.NESTING_MAX) {
            throw AttributeValueReader.tooDeep();
        }
        switch (json.passCompactScalar()) {
            case 'S' -> writeString(json);
            case 'N' -> writeNumber(json);
            case 'B' -> writeBinary(json);
            default -> writeAnyValue(json, level);
        }
    }

    private void writeAnyValue(JsonReader json, int level) {
        if (!json.beginElementStructure("AttributeValue")) {
            throw AttributeValueReader.noType();
        }
        boolean written = false;
        while (json.nextMember()) {
            AttributeType type = AttributeTypeName.of(json);
            if (type == null || json.peek() == JsonToken.NULL) {
                json.skipValue();
            } else if (written) {
                throw AttributeValueReader.twoTypes();
            } else {
                writeContent(json, type, level);
                written = true;
            }
        }
        if (!written) {
            throw AttributeValueReader.noType();
        }
    }

    private void writeContent(JsonReader json, AttributeType type, int level) {
        switch (type) {
            case S -> {
                json.beginText();
                writeString(json);
            }
            case N -> {
                json.beginText();
                writeNumber(json);
            }
            case B -> {
                json.beginBase64();
                writeBinary(json);
            }
            case BOOL -> writer.bool(Boolean.TRUE.equals(json.readBoolean()));
            case NULL -> writeNull(json);
            case L -> writeList(json, level);
            case M -> {
                json.beginMap("AttributeValue");
                writer.beginMap();
                writePairs(json, level + 1);
                writer.endMap();
            }
            case SS, NS, BS -> writeSet(json, type);
        }
    }

    private void writeNull(JsonReader json) {
        if (!Boolean.TRUE.equals(json.readBoolean())) {
            throw AttributeValueReader.falseNull();
        }
        writer.nullValue();
    }

    private void writeList(JsonReader json, int level) {
        json.beginList();
        writer.beginList();
        while (json.nextElement()) {
            charge(ItemLimits.ELEMENT_OVERHEAD_BYTES);
            writeValue(json, level + 1);
        }
        writer.endList();
    }

    private void writeSet(JsonReader json, AttributeType type) {
        json.beginList();
        writer.beginSet(type);
        while (json.nextElement()) {
            boolean present = type == AttributeType.BS ? json.beginBase64() : json.beginText();
            if (!present) {
                throw AttributeValueReader.nullMember(type);
            }
            switch (type) {
                case NS -> writeNumber(json);
                case BS -> writeBinary(json);
                case SS, S, N, B, BOOL, NULL, L, M -> writeString(json);
            }
        }
        writer.endSet();
    }

    private void writeString(JsonReader json) {
        int from = json.textFrom();
        int to = json.textTo();
        if (json.textHasEscapes()) {
            int length = decode(json, from, to);
            writer.string(scratch, 0, length);
        } else {
            charge(to - from);
            writer.string(json.bytes(), from, to);
        }
    }

    private void writeNumber(JsonReader json) {
        int from = json.textFrom();
        int to = json.textTo();
        if (to - from > NUMBER_TEXT_BYTES_MAX) {
            throw RequestException.validation(
                    "The parameter cannot be converted to a numeric value");
        }
        if (json.textHasEscapes()) {
            int length = decode(json, from, to);
            writer.number(scratch, 0, length);
        } else {
            writer.number(json.bytes(), from, to);
        }
    }

    private void writeBinary(JsonReader json) {
        byte[] text = json.bytes();
        int from = json.textFrom();
        int to = json.textTo();
        if (json.textHasEscapes()) {
            to = decode(json, from, to);
            from = 0;
            text = scratch;
        }
        int length = Base64Text.decodedLength(text, from, to);
        charge(length);
        reserve(length);
        Base64Text.decode(text, from, to, scratch, 0);
        writer.binary(scratch, 0, length);
    }

    /**
     * Decodes a text with escapes, charged first, into the scratch space; returns its length. The
     * space may be another array afterwards.
     */
    private int decode(JsonReader json, int from, int to) {
        int length = JsonText.decodedLength(json.bytes(), from, to);
        charge(length);
        reserve(length);
        return JsonText.decode(json.bytes(), from, to, scratch, 0);
    }

    private void reserve(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[Math.max(bytes, 2 * scratch.length)];
        }
    }
}
