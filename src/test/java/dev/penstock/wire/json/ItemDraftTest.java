package dev.penstock.wire.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemDraftTest {
    private static final KeySchema PK = new KeySchema(new KeyAttribute("pk", KeyType.S), null);
    private static final KeySchema PK_SK =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("sk", KeyType.N));
    private static final String ITEM =
            "{\"a\":{\"S\":\"1\"},\"pk\":{\"S\":\"p\"},\"r\":{\"N\":\"7\"},\"sk\":{\"N\":\"2\"}}";

    @Test
    void theKeyComesFirst() {
        assertThat(json(draft(ITEM).toItem(PK_SK)))
                .isEqualTo(
                        "{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"2\"},\"a\":{\"S\":\"1\"},"
                                + "\"r\":{\"N\":\"7\"}}");
        assertThat(json(draft(ITEM).toItem(PK)))
                .isEqualTo(
                        "{\"pk\":{\"S\":\"p\"},\"a\":{\"S\":\"1\"},\"r\":{\"N\":\"7\"},"
                                + "\"sk\":{\"N\":\"2\"}}");
    }

    @Test
    void theBytesAreThoseOfAWriterThatKnewTheSchema() {
        var writer = new ValueWriter();
        writer.beginItem(PK_SK);
        writer.name("r");
        writer.number("7");
        writer.name("sk");
        writer.number("2");
        writer.name("pk");
        writer.string("p");
        writer.name("a");
        writer.string("1");
        assertThat(draft(ITEM).toItem(PK_SK)).isEqualTo(writer.endItem());
    }

    @Test
    void anotherSchemaAfterTheFirstGivesAnotherArray() {
        var draft = draft(ITEM);
        byte[] first = draft.toItem(PK_SK);
        assertThat(draft.toItem(PK_SK)).isSameAs(first);
        var other = new KeySchema(new KeyAttribute("r", KeyType.N), null);
        byte[] copy = first.clone();
        assertThat(draft.toItem(other)).isEqualTo(draft(ITEM).toItem(other));
        assertThat(first).isEqualTo(copy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|One or more parameter values were invalid: Missing the key pk in the item",
                "{\"pk\":{\"S\":\"p\"}}|One or more parameter values were invalid: Missing the key"
                        + " sk in the item",
                "{\"pk\":{\"N\":\"1\"}}|One or more parameter values were invalid: Type mismatch"
                        + " for key pk expected: S actual: N",
                "{\"pk\":{\"S\":\"p\"},\"sk\":{\"M\":{}}}|One or more parameter values were"
                        + " invalid: Type mismatch for key sk expected: N actual: M",
                "{\"pk\":{\"S\":\"\"},\"sk\":{\"N\":\"1\"}}|One or more parameter values are not"
                        + " valid. The AttributeValue for a key attribute cannot contain an empty"
                        + " string value. Key: pk",
            })
    void anItemWithoutItsKeyIsRefused(String item, String text) {
        assertThatThrownBy(() -> draft(item).toItem(PK_SK))
                .isInstanceOf(RequestException.class)
                .hasMessage(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "{\"pk\":{\"S\":\"p\"}}",
                "{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"1\"}}",
                "{\"pk\":{\"S\":\"p\"},\"a\":{\"S\":\"1\"}}",
                "{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"1\"},\"a\":{\"S\":\"1\"}}"
            })
    void aKeyMatchesTheSchemaExactly(String key) {
        assertThatThrownBy(() -> draft(key).toKey(PK_SK))
                .isInstanceOf(RequestException.class)
                .hasMessage("The provided key element does not match the schema");
    }

    @Test
    void aKeyIsAnItem() {
        byte[] key = draft("{\"sk\":{\"N\":\"2.0\"},\"pk\":{\"S\":\"p\"}}").toKey(PK_SK);
        assertThat(json(key)).isEqualTo("{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"2\"}}");
    }

    @Test
    void keysHaveLimits() {
        var bytes = new KeySchema(new KeyAttribute("pk", KeyType.S), key("sk", KeyType.B));
        String longest = "{\"pk\":{\"S\":\"" + "p".repeat(2048) + "\"},\"sk\":{\"B\":\"YQ==\"}}";
        assertThat(draft(longest).toKey(bytes)).isNotEmpty();
        assertThatThrownBy(() -> draft(longest.replace("p\"}", "pp\"}")).toItem(bytes))
                .hasMessage(
                        "One or more parameter values were invalid: Size of hashkey has exceeded"
                                + " the maximum size limit of2048 bytes");
        String longSort = "{\"pk\":{\"S\":\"p\"},\"sk\":{\"B\":\"" + "YWFh".repeat(342) + "\"}}";
        assertThatThrownBy(() -> draft(longSort).toKey(bytes))
                .hasMessage(
                        "One or more parameter values were invalid: Aggregated size of all range"
                                + " keys has exceeded the size limit of 1024 bytes");
        assertThatThrownBy(() -> draft("{\"pk\":{\"S\":\"p\"},\"sk\":{\"B\":\"\"}}").toKey(bytes))
                .hasMessage(
                        "One or more parameter values are not valid. The AttributeValue for a key"
                                + " attribute cannot contain an empty binary value. Key: sk");
    }

    private static KeyAttribute key(String name, KeyType type) {
        return new KeyAttribute(name, type);
    }

    private static ItemDraft draft(String json) {
        return requireNonNull(new AttributeValueReader().readItem(Body.open(json)));
    }

    private static String json(byte[] item) {
        return new JsonWriter(16).item(item).toString();
    }
}
