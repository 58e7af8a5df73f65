package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyRulesTest {
    private static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("größe", KeyType.B));

    @Test
    void aCompleteKeyPasses() {
        byte[] key = strings(Map.of("pk", "a"), "größe", "b");
        assertThatCode(() -> KeyRules.requireKey(key, SCHEMA)).doesNotThrowAnyException();
        byte[] item = strings(Map.of("pk", "a", "x", "y"), "größe", "b");
        assertThatCode(() -> KeyRules.requireItem(item, SCHEMA)).doesNotThrowAnyException();
    }

    @Test
    void anItemWithoutItsKeyIsRefused() {
        assertItemRefused(
                strings(Map.of("x", "y"), "größe", "b"),
                "One or more parameter values were invalid: Missing the key pk in the item");
        assertItemRefused(
                strings(Map.of("pk", "a", "größf", "y")),
                "One or more parameter values were invalid: Missing the key größe in the item");
        assertItemRefused(
                strings(Map.of("pk", "a")),
                "One or more parameter values were invalid: Missing the key größe in the item");
        assertItemRefused(
                strings(Map.of()),
                "One or more parameter values were invalid: Missing the key pk in the item");
    }

    @Test
    void aKeyAttributeOfAnotherTypeIsRefused() {
        assertItemRefused(
                strings(Map.of("pk", "a", "größe", "b")),
                "One or more parameter values were invalid: Type mismatch for key größe"
                        + " expected: B actual: S");
    }

    @Test
    void anEmptyKeyValueIsRefused() {
        assertItemRefused(
                strings(Map.of("pk", ""), "größe", "b"),
                "One or more parameter values are not valid. The AttributeValue for a key attribute"
                        + " cannot contain an empty string value. Key: pk");
        assertItemRefused(
                strings(Map.of("pk", "a"), "größe", ""),
                "One or more parameter values are not valid. The AttributeValue for a key attribute"
                        + " cannot contain an empty binary value. Key: größe");
    }

    @Test
    void theLargestKeyPassesAndOneByteMoreIsRefused() {
        byte[] largest = strings(Map.of("pk", "a".repeat(2048)), "größe", "b".repeat(1024));
        assertThatCode(() -> KeyRules.requireKey(largest, SCHEMA)).doesNotThrowAnyException();
        assertItemRefused(
                strings(Map.of("pk", "a".repeat(2049)), "größe", "b"),
                "One or more parameter values were invalid: Size of hashkey has exceeded the"
                        + " maximum size limit of2048 bytes");
        assertItemRefused(
                strings(Map.of("pk", "a"), "größe", "b".repeat(1025)),
                "One or more parameter values were invalid: Aggregated size of all range keys has"
                        + " exceeded the size limit of 1024 bytes");
    }

    @Test
    void aKeyMustHaveExactlyTheKeyAttributes() {
        String text = "The provided key element does not match the schema";
        assertKeyRefused(strings(Map.of()), text);
        assertKeyRefused(strings(Map.of("pk", "a")), text);
        assertKeyRefused(strings(Map.of("pk", "a", "x", "y")), text);
        assertKeyRefused(strings(Map.of("pk", "a", "größe", "y")), text);
        assertKeyRefused(strings(Map.of("pk", "a", "x", "y"), "größe", "b"), text);
    }

    private static void assertItemRefused(byte[] item, String text) {
        assertThatThrownBy(() -> KeyRules.requireItem(item, SCHEMA))
                .isInstanceOf(RequestException.class)
                .hasMessage(text);
    }

    private static void assertKeyRefused(byte[] key, String text) {
        assertThatThrownBy(() -> KeyRules.requireKey(key, SCHEMA))
                .isInstanceOf(RequestException.class)
                .hasMessage(text);
    }

    private static byte[] strings(Map<String, String> strings) {
        return strings(strings, "", "");
    }

    /** An item of strings, and of one binary attribute if it has a name. */
    private static byte[] strings(Map<String, String> strings, String binaryName, String binary) {
        var writer = new ValueWriter();
        writer.beginItem(SCHEMA);
        strings.forEach(
                (name, value) -> {
                    writer.name(name);
                    writer.string(value);
                });
        if (!binaryName.isEmpty()) {
            writer.name(binaryName);
            writer.binary(binary.getBytes(StandardCharsets.UTF_8));
        }
        return writer.endItem();
    }
}
