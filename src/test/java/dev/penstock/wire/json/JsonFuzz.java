package dev.penstock.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.error.RequestException;
import dev.penstock.fuzz.Allocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goal: we read exactly the JSON that RFC 8259 and our limits allow, and an item means the same
 * after it went into bytes and back. Method: one document, Jackson as the second opinion.
 */
public final class JsonFuzz {
    private static final long BYTES_MAX = 1 << 20;
    private static final ObjectMapper JACKSON = jackson();

    private JsonFuzz() {}

    private static ObjectMapper jackson() {
        var mapper = new ObjectMapper();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(Integer.MAX_VALUE)
                                .maxNumberLength(Integer.MAX_VALUE)
                                .build());
        return mapper;
    }

    public static void fuzzerTestOneInput(byte[] document) {
        byte[] item =
                Allocation.<byte @Nullable []>atMost(
                        BYTES_MAX + 64L * document.length, () -> readItem(document));
        boolean isAccepted = isWellFormed(document);
        String text = text(document);
        Judgement judgement = text == null ? Judgement.NO_JSON : judge(text);
        if (isAccepted && judgement != Judgement.JSON) {
            throw new AssertionError("accepted: " + judgement);
        }
        if (!isAccepted && judgement == Judgement.JSON) {
            throw new AssertionError("refused");
        }
        if (item != null && text != null) {
            requireSameItem(item, text);
        }
    }

    private static boolean isWellFormed(byte[] document) {
        try {
            JsonReader.requireWellFormed(document, 0, document.length);
            return true;
        } catch (RequestException refused) {
            return false;
        }
    }

    private static @Nullable String text(byte[] document) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** What Jackson's tokens say of a document. */
    private enum Judgement {
        JSON,
        NO_JSON,
        /** Jackson lets pass what we must not: half a surrogate pair, or too many levels. */
        BEYOND_LIMITS
    }

    private static Judgement judge(String text) {
        boolean isWithinLimits = !text.startsWith("\uFEFF");
        int depth = 0;
        int values = 0;
        var encoder = StandardCharsets.UTF_8.newEncoder();
        try (JsonParser parser = JACKSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : 0;
                isWithinLimits &= depth <= JsonReader.DEPTH_MAX;
                depth -= token.isStructEnd() ? 1 : 0;
                values += depth == 0 ? 1 : 0;
                if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                    isWithinLimits &= encoder.canEncode(parser.getText());
                }
            }
        } catch (JsonProcessingException malformed) {
            return Judgement.NO_JSON;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (values != 1) {
            return Judgement.NO_JSON;
        }
        return isWithinLimits ? Judgement.JSON : Judgement.BEYOND_LIMITS;
    }

    /** The document as an item's bytes; null if it is refused, or null. */
    private static byte @Nullable [] readItem(byte[] document) {
        var json = new JsonReader();
        json.open(document, 0, document.length);
        try {
            ItemDraft draft = new AttributeValueReader().readItem(json);
            json.finish();
            if (draft == null) {
                return null;
            }
            draft.check();
            return draft.encoded();
        } catch (RequestException refused) {
            if (refused.code().httpStatus() != 400) {
                throw new AssertionError(refused.code().toString(), refused);
            }
            return null;
        }
    }

    private static void requireSameItem(byte[] item, String text) {
        byte[] written = new JsonWriter(64).item(item).toBytes();
        byte[] again = readItem(written);
        if (!Arrays.equals(item, again)) {
            throw new AssertionError("is not read back as it was");
        }
        JsonNode sent = tree(text);
        JsonNode answered = tree(new String(written, StandardCharsets.UTF_8));
        if (!ItemMeaning.of(sent).equals(ItemMeaning.of(answered))) {
            throw new AssertionError("sent " + sent + ", answered " + answered);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JACKSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
