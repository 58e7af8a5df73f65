package dev.penstock.index;

import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An item as a map of strings and whole numbers, and what it must be in an index.
 *
 * @param attributes a {@link String} or a {@link Long} each
 */
record ModelItem(KeySchema schema, TreeMap<String, Object> attributes) {
    static final KeySchema SIMPLE = new KeySchema(new KeyAttribute("pk", KeyType.S), null);
    static final KeySchema COMPOSITE =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("sk", KeyType.N));
    static final List<String> OTHERS = List.of("a", "b", "c", "d", "e");

    static ModelItem random(KeySchema schema, RandomGenerator random) {
        var attributes = new TreeMap<String, Object>();
        attributes.put("pk", "p" + random.nextInt(8));
        if (schema.hasSortKey()) {
            attributes.put("sk", (long) random.nextInt(-4, 4));
        }
        for (String name : OTHERS) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    // Absent.
                }
                case 1 -> attributes.put(name, (long) random.nextInt(3));
                case 2 -> attributes.put(name, "");
                default -> attributes.put(name, "\0v".substring(random.nextInt(2)));
            }
        }
        return new ModelItem(schema, attributes);
    }

    byte[] bytes() {
        return bytes(attributes);
    }

    /** With only the key. */
    byte[] key() {
        var key = new TreeMap<>(attributes);
        OTHERS.forEach(key::remove);
        return bytes(key);
    }

    private byte[] bytes(Map<String, Object> shown) {
        var writer = new ValueWriter();
        writer.beginItem(schema);
        shown.forEach(
                (name, value) -> {
                    writer.name(name);
                    switch (value) {
                        case String text -> writer.string(text);
                        default -> writer.number(value.toString());
                    }
                });
        return writer.endItem();
    }

    /** What the index holds of it; null: nothing. */
    byte @Nullable [] image(IndexDefinition index) {
        var keys = keys(index).toList();
        if (!keys.stream().allMatch(this::isIndexed)) {
            return null;
        }
        if (index.projection().type() == IndexProjection.Type.ALL) {
            return bytes();
        }
        var shown = new TreeMap<>(attributes);
        for (String name : OTHERS) {
            if (keys.stream().noneMatch(key -> key.name().equals(name))
                    && !index.projection().nonKeyAttributes().contains(name)) {
                shown.remove(name);
            }
        }
        return bytes(shown);
    }

    private static Stream<KeyAttribute> keys(IndexDefinition index) {
        return Stream.concat(
                index.keySchema().partitionKeys().stream(), index.keySchema().sortKeys().stream());
    }

    private boolean isIndexed(KeyAttribute key) {
        return switch (attributes.get(key.name())) {
            case String text -> key.type() == KeyType.S && !text.isEmpty();
            case Long _ -> key.type() == KeyType.N;
            case null, default -> false;
        };
    }

    /** The index's partition key, as one payload. */
    byte[] partitionKey(IndexDefinition index) {
        List<KeyAttribute> keys = index.keySchema().partitionKeys();
        if (keys.size() == 1) {
            return payload(keys.getFirst().name());
        }
        var bytes = new ByteArrayOutputStream();
        for (KeyAttribute key : keys) {
            for (byte each : payload(key.name())) {
                bytes.write(each);
                if (each == 0) {
                    bytes.write(0xFF);
                }
            }
            bytes.writeBytes(new byte[2]);
        }
        return bytes.toByteArray();
    }

    /** What orders it among those of one partition key. */
    List<byte[]> order(IndexDefinition index) {
        var payloads = new ArrayList<byte[]>();
        index.keySchema().sortKeys().forEach(key -> payloads.add(payload(key.name())));
        payloads.add(payload("pk"));
        if (schema.hasSortKey()) {
            payloads.add(payload("sk"));
        }
        return payloads;
    }

    private byte[] payload(String name) {
        return switch (attributes.get(name)) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Long number -> NumberBytes.of(number);
            case null, default -> throw new IllegalStateException("no key " + name);
        };
    }
}
