package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Items of all shapes: one form whatever the order of writing, and read back as they were. */
class ItemModelTest {
    private static final int ROUNDS = 30;
    private static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("aa", KeyType.N));

    private final ValueWriter writer = new ValueWriter();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void theOrderOfWritingDoesNotMatter(long seed) {
        var random = new Random(seed);
        var values = new RandomValues(random);
        for (int i = 0; i < ROUNDS; i++) {
            ModelValue.Fields model = withKey(values.fields(3));
            byte[] item = write(model, random);
            assertThat(write(model, random)).isEqualTo(item);
            assertThat(copy(item)).isEqualTo(item);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void anItemReadsAsItWasWritten(long seed) {
        var random = new Random(seed);
        var values = new RandomValues(random);
        for (int i = 0; i < ROUNDS; i++) {
            ModelValue.Fields model = withKey(values.fields(3));
            byte[] item = write(model, random);
            assertThat(ItemBytes.attributeCount(item)).isEqualTo(model.values().size());
            assertThat(ItemBytes.sizeBytes(item))
                    .isEqualTo(ModelValue.namesAndValues(model.values()));
            assertThat(fields(new AttributeCursor().overItem(item))).isEqualTo(model.values());
            model.values().forEach((name, value) -> assertFound(item, name, value));
            assertThat(ItemBytes.find(item, ModelValue.utf8("absent"))).isEqualTo(-1);
            assertKeyFirst(item, model);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void valuesAreEqualExactlyIfTheirModelsAre(long seed) {
        var random = new Random(seed);
        var values = new RandomValues(random);
        var models = new ArrayList<ModelValue>();
        var encoded = new ArrayList<byte[]>();
        for (int i = 0; i < ROUNDS; i++) {
            ModelValue model = values.value(1);
            model.write(writer, random);
            models.add(model);
            encoded.add(writer.toValue());
        }
        for (int a = 0; a < ROUNDS; a++) {
            for (int b = 0; b < ROUNDS; b++) {
                assertThat(ValueBytes.equal(encoded.get(a), 0, encoded.get(b), 0))
                        .isEqualTo(models.get(a).equals(models.get(b)));
            }
        }
    }

    private byte[] write(ModelValue.Fields model, Random random) {
        writer.beginItem(SCHEMA);
        model.writeInto(writer, random);
        return writer.endItem();
    }

    private byte[] copy(byte[] item) {
        writer.beginItem(SCHEMA);
        var cursor = new AttributeCursor().overItem(item);
        while (cursor.next()) {
            writer.name(item, cursor.nameOffset(), cursor.nameOffset() + cursor.nameLength());
            writer.value(item, cursor.valueOffset());
        }
        return writer.endItem();
    }

    private static ModelValue.Fields withKey(ModelValue.Fields model) {
        var values = new HashMap<>(model.values());
        values.put("pk", new ModelValue.Scalar(AttributeType.S, "k"));
        values.put("aa", new ModelValue.Scalar(AttributeType.N, "-17"));
        return new ModelValue.Fields(values);
    }

    private static void assertKeyFirst(byte[] item, ModelValue.Fields model) {
        var cursor = new AttributeCursor().overItem(item);
        var names = new ArrayList<String>();
        while (cursor.next()) {
            names.add(cursor.name());
        }
        assertThat(names).startsWith("pk", "aa");
        assertThat(names.subList(2, names.size()))
                .isSortedAccordingTo(
                        (a, b) -> Arrays.compareUnsigned(ModelValue.utf8(a), ModelValue.utf8(b)));
        var key = new ModelValue.Fields(new HashMap<>(model.values()));
        key.values().keySet().retainAll(List.of("pk", "aa"));
        byte[] keyBytes = ItemBytes.keyOf(item, true);
        assertThat(fields(new AttributeCursor().overItem(keyBytes))).isEqualTo(key.values());
        assertThat(ItemBytes.sizeBytes(keyBytes)).isEqualTo(8);
    }

    private static void assertFound(byte[] item, String name, ModelValue value) {
        int at = ItemBytes.find(item, ModelValue.utf8(name));
        assertThat(read(item, at)).isEqualTo(value);
        assertThat(ValueBytes.sizeBytes(item, at)).isEqualTo(value.sizeBytes());
        switch (value) {
            case ModelValue.Fields(Map<String, ModelValue> fields) ->
                    fields.forEach(
                            (key, field) -> {
                                int found = ValueBytes.mapFind(item, at, ModelValue.utf8(key));
                                assertThat(read(item, found)).isEqualTo(field);
                            });
            case ModelValue.Elements(List<ModelValue> elements) -> {
                for (int i = 0; i < elements.size(); i++) {
                    int found = ValueBytes.listElement(item, at, i);
                    assertThat(read(item, found)).isEqualTo(elements.get(i));
                }
                assertThat(ValueBytes.listElement(item, at, elements.size())).isEqualTo(-1);
            }
            case ModelValue.Members(AttributeType type, Set<String> texts) -> {
                for (String text : texts) {
                    byte[] member = ModelValue.payload(ModelValue.memberType(type), text);
                    assertThat(ValueBytes.setContains(item, at, member, 0, member.length)).isTrue();
                }
            }
            case ModelValue.Scalar _, ModelValue.Bool _, ModelValue.Null _ -> {}
        }
    }

    private static ModelValue read(byte[] bytes, int at) {
        AttributeType type = ValueBytes.type(bytes, at);
        int from = ValueBytes.payloadOffset(bytes, at);
        int length = ValueBytes.payloadLength(bytes, at);
        return switch (type) {
            case S, N, B -> new ModelValue.Scalar(type, text(type, bytes, from, length));
            case BOOL -> new ModelValue.Bool(ValueBytes.isTrue(bytes, at));
            case NULL -> new ModelValue.Null();
            case M -> {
                Map<String, ModelValue> fields = fields(new AttributeCursor().overMap(bytes, at));
                assertThat(ValueBytes.elementCount(bytes, at)).isEqualTo(fields.size());
                yield new ModelValue.Fields(fields);
            }
            case L -> {
                var elements = new ArrayList<ModelValue>();
                var cursor = new ElementCursor().over(bytes, at);
                while (cursor.next()) {
                    elements.add(read(bytes, cursor.offset()));
                }
                assertThat(ValueBytes.elementCount(bytes, at)).isEqualTo(elements.size());
                yield new ModelValue.Elements(elements);
            }
            case SS, NS, BS -> {
                var texts = new HashSet<String>();
                var cursor = new ElementCursor().over(bytes, at);
                while (cursor.next()) {
                    AttributeType member = ModelValue.memberType(type);
                    texts.add(text(member, bytes, cursor.offset(), cursor.length()));
                }
                assertThat(ValueBytes.elementCount(bytes, at)).isEqualTo(texts.size());
                yield new ModelValue.Members(type, texts);
            }
        };
    }

    private static Map<String, ModelValue> fields(AttributeCursor cursor) {
        var fields = new HashMap<String, ModelValue>();
        while (cursor.next()) {
            fields.put(cursor.name(), read(cursor.bytes(), cursor.valueOffset()));
        }
        return fields;
    }

    private static String text(AttributeType type, byte[] bytes, int from, int length) {
        return switch (type) {
            case S -> new String(bytes, from, length, StandardCharsets.UTF_8);
            case N -> NumberBytes.toText(bytes, from, from + length);
            default -> HexFormat.of().formatHex(bytes, from, from + length);
        };
    }
}
