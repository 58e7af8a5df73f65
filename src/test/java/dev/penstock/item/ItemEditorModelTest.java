package dev.penstock.item;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changed and rearranged items must be byte for byte what a writer makes of the same content. */
class ItemEditorModelTest {
    private static final int ROUNDS = 50;
    private static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("aa", KeyType.N));

    private final ValueWriter writer = new ValueWriter();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void aChangedItemIsTheOneThatWouldHaveBeenWritten(long seed) {
        var random = new Random(seed);
        var values = new RandomValues(random);
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, ModelValue> model = withKey(values.fields(2).values());
            var editor = new ItemEditor(write(model, random), 2);
            Map<String, ModelValue> changes = changes(model, values, random);
            for (Map.Entry<String, ModelValue> change : changes.entrySet()) {
                byte[] name = ModelValue.utf8(change.getKey());
                if (random.nextInt(3) == 0) {
                    editor.remove(name);
                    model.remove(change.getKey());
                } else {
                    change.getValue().write(writer, random);
                    editor.put(name, writer.toValue(), 0);
                    model.put(change.getKey(), change.getValue());
                }
            }
            assertThat(editor.toItem()).isEqualTo(write(model, random));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void keysCanBeMovedToTheFrontLater(long seed) {
        var random = new Random(seed);
        var values = new RandomValues(random);
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, ModelValue> model = withKey(values.fields(2).values());
            writer.beginItem();
            new ModelValue.Fields(model).writeInto(writer, random);
            byte[] item = writer.endItem();
            KeyOrder.moveKeyFirst(item, SCHEMA);
            assertThat(item).isEqualTo(write(model, random));
        }
    }

    @Test
    void anItemWithoutItsKeyStaysAsItIs() {
        writer.beginItem();
        writer.name("b");
        writer.string("x");
        byte[] item = writer.endItem();
        byte[] before = item.clone();
        KeyOrder.moveKeyFirst(item, SCHEMA);
        assertThat(item).isEqualTo(before);
    }

    @Test
    void valuesThatStandAloneAreThoseOfAWriter() {
        writer.string("text".repeat(100));
        assertThat(EncodedValues.string("text".repeat(100))).isEqualTo(writer.toValue());
        writer.number("-1.5");
        assertThat(EncodedValues.number(NumberBytes.parse("-1.5"))).isEqualTo(writer.toValue());
        writer.binary(new byte[300]);
        assertThat(EncodedValues.binary(new byte[300])).isEqualTo(writer.toValue());
    }

    private static Map<String, ModelValue> withKey(Map<String, ModelValue> values) {
        var model = new HashMap<>(values);
        model.put("pk", new ModelValue.Scalar(AttributeType.S, "k"));
        model.put("aa", new ModelValue.Scalar(AttributeType.N, "-17"));
        return model;
    }

    /** New values under old and new names, in the order that the editor wants. */
    private static Map<String, ModelValue> changes(
            Map<String, ModelValue> model, RandomValues values, Random random) {
        var changes =
                new TreeMap<String, ModelValue>(
                        (a, b) -> Arrays.compareUnsigned(ModelValue.utf8(a), ModelValue.utf8(b)));
        changes.putAll(values.fields(2).values());
        for (String name : new HashSet<>(model.keySet())) {
            if (random.nextInt(4) == 0) {
                changes.put(name, requireNonNull(model.get(name)));
            }
        }
        changes.remove("pk");
        changes.remove("aa");
        return changes;
    }

    private byte[] write(Map<String, ModelValue> model, Random random) {
        writer.beginItem(SCHEMA);
        new ModelValue.Fields(model).writeInto(writer, random);
        return writer.endItem();
    }
}
