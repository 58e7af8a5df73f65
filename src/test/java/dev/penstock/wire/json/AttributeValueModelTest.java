package dev.penstock.wire.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.penstock.item.ItemBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Jackson writes is read into bytes, and what is written from these, Jackson reads as the same
 * item: whatever the layout and the escapes, at any size of the writer's first buffer.
 */
class AttributeValueModelTest {
    private static final int ITEMS_PER_SEED = 100;
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final ObjectMapper ESCAPING =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private final AttributeValueReader reader = new AttributeValueReader();

    @ParameterizedTest
    @MethodSource("dev.penstock.common.Seeds#some")
    void itemsComeBack(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var items = new RandomItem(random);
        for (int i = 0; i < ITEMS_PER_SEED; i++) {
            JsonNode item = items.next();
            byte[] bytes = read((random.nextBoolean() ? PLAIN : ESCAPING).writeValueAsBytes(item));
            assertThat(ItemBytes.attributeCount(bytes)).isEqualTo(item.size());

            var writer = new JsonWriter(random.nextInt(1, 2_000));
            byte[] json = writer.item(bytes).toBytes();
            assertThat(sorted(PLAIN.readTree(json))).isEqualTo(sorted(item));
            assertThat(read(json)).isEqualTo(bytes);
            assertThat(writer).hasToString(PlainItemText.of(bytes));
        }
    }

    private byte[] read(byte[] json) {
        var body = Body.open(json);
        var draft = requireNonNull(reader.readItem(body));
        body.finish();
        draft.check();
        return draft.encoded();
    }

    /** Brings sets into the order of their texts: their order says nothing. */
    private static JsonNode sorted(JsonNode node) throws JsonProcessingException {
        for (String set : new String[] {"SS", "NS", "BS"}) {
            if (node.get(set) instanceof ArrayNode members) {
                sort(members);
            }
        }
        for (JsonNode child : node) {
            sorted(child);
        }
        return node;
    }

    private static void sort(ArrayNode members) {
        var texts = new java.util.TreeSet<String>();
        members.forEach(
                member -> {
                    if (member.isTextual()) {
                        texts.add(member.textValue());
                    }
                });
        if (texts.size() == members.size()) {
            members.removeAll();
            texts.forEach(members::add);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.penstock.common.Seeds#some")
    void stringsAreReadAsJacksonReadsThem(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] json = randomString(random);
            String expected = jacksonString(json);
            String found = ourString(json);
            // Jackson lets lone surrogates and numbers above U+10FFFF pass: we are stricter there.
            if (found.equals("!") && !expected.equals("!")) {
                byte[] again = expected.getBytes(StandardCharsets.UTF_8);
                assertThat(new String(again, StandardCharsets.UTF_8)).isNotEqualTo(expected);
            } else {
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    private static byte[] randomString(SplittableRandom random) {
        byte[] alphabet = "\"\\u/0bdDcCfF89nrtax\u0001".getBytes(StandardCharsets.UTF_8);
        byte[] json = new byte[random.nextInt(2, 24)];
        json[0] = '"';
        for (int i = 1; i < json.length; i++) {
            json[i] = alphabet[random.nextInt(alphabet.length)];
        }
        json[json.length - 1] = '"';
        return json;
    }

    private static String jacksonString(byte[] json) throws IOException {
        try (var parser = PLAIN.createParser(json)) {
            parser.nextToken();
            String text = parser.getText();
            return parser.nextToken() == null ? text : "!";
        } catch (JsonProcessingException e) {
            return "!";
        }
    }

    private static String ourString(byte[] json) {
        try {
            var reader = Body.open(json);
            var text = requireNonNull(reader.readString());
            reader.finish();
            return text;
        } catch (dev.penstock.error.RequestException e) {
            return "!";
        }
    }
}
