package dev.penstock.item;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/** Makes model values of all types, nested a few levels. */
final class RandomValues {
    private static final String LETTERS = "abcde\u00e9\u20ac";

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    ModelValue.Fields fields(int depth) {
        var values = new LinkedHashMap<String, ModelValue>();
        int count = random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(8);
        for (int i = 0; i < count; i++) {
            values.put(name(), value(depth));
        }
        return new ModelValue.Fields(values);
    }

    ModelValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0 -> new ModelValue.Scalar(AttributeType.S, text(AttributeType.S));
            case 1 -> new ModelValue.Scalar(AttributeType.N, text(AttributeType.N));
            case 2 -> new ModelValue.Scalar(AttributeType.B, text(AttributeType.B));
            case 3 -> new ModelValue.Bool(random.nextBoolean());
            case 4 -> new ModelValue.Null();
            case 5 -> members();
            case 6, 7 -> {
                var values = new ArrayList<ModelValue>();
                int count = random.nextInt(6);
                for (int i = 0; i < count; i++) {
                    values.add(value(depth - 1));
                }
                yield new ModelValue.Elements(values);
            }
            default -> fields(depth - 1);
        };
    }

    private ModelValue members() {
        AttributeType[] types = {AttributeType.SS, AttributeType.NS, AttributeType.BS};
        AttributeType type = types[random.nextInt(types.length)];
        Set<String> texts = new LinkedHashSet<>();
        int count = random.nextInt(20) == 0 ? random.nextInt(1, 300) : random.nextInt(1, 8);
        for (int i = 0; i < count; i++) {
            texts.add(text(ModelValue.memberType(type)));
        }
        return new ModelValue.Members(type, texts);
    }

    private String text(AttributeType type) {
        return switch (type) {
            case N -> Long.toString(random.nextLong() >> random.nextInt(64));
            case B -> HexFormat.of().formatHex(bytes());
            default ->
                    letters(random.nextInt(50) == 0 ? random.nextInt(20_000) : random.nextInt(12));
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String name() {
        return letters(random.nextInt(1, 4));
    }

    private String letters(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
