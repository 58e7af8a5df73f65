package dev.penstock.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final JsonName TABLE_NAME = JsonName.of("TableName");

    @Test
    void membersAreFoundByNameAndTheRestIsSkipped() {
        var json =
                Body.open(
                        """
                         { "Other" : {"a":[1,-2.5e+3,{"b":[[],{}]},null,true,false,"\\u0041"]},
                           "TableName":"Music", "Limit" :20 }
                        """);
        json.beginRequest();
        var names = new ArrayList<String>();
        String table = null;
        while (json.nextMember()) {
            names.add(json.name());
            if (json.nameIs(TABLE_NAME)) {
                table = json.readString();
            } else {
                json.skipValue();
            }
        }
        json.finish();
        assertThat(names).containsExactly("Other", "TableName", "Limit");
        assertThat(table).isEqualTo("Music");
    }

    @Test
    void aNameWithEscapesIsTheSameName() {
        var json = Body.open("{\"\\u0054able\\u004eame\":\"Music\"}");
        json.beginRequest();
        assertThat(json.nextMember()).isTrue();
        assertThat(json.nameIs(TABLE_NAME)).isTrue();
        assertThat(json.nameIs(JsonName.of("TableNam"))).isFalse();
        assertThat(json.name()).isEqualTo("TableName");
        assertThat(json.readString()).isEqualTo("Music");
        assertThat(json.nextMember()).isFalse();
        json.finish();
    }

    @Test
    void listsAndMapsNest() {
        var json = Body.open("[[\"a\",\"b\"],[],[ \"c\" ]]");
        var found = new ArrayList<List<String>>();
        assertThat(json.beginList()).isTrue();
        while (json.nextElement()) {
            var inner = new ArrayList<String>();
            assertThat(json.beginList()).isTrue();
            while (json.nextElement()) {
                inner.add(String.valueOf(json.readString()));
            }
            found.add(inner);
        }
        json.finish();
        assertThat(found).containsExactly(List.of("a", "b"), List.of(), List.of("c"));
    }

    @Test
    void stringsAreDecoded() {
        assertThat(string("\"\"")).isEmpty();
        assertThat(string("\"plain text, long enough for words of eight\""))
                .isEqualTo("plain text, long enough for words of eight");
        assertThat(string("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")).isEqualTo("\"\\/\b\f\n\r\t");
        assertThat(string("\"\\u0000\\u00e9\\u20AC\\uD83D\\uDE00\"")).isEqualTo("\0é€😀");
        assertThat(string("\"é€😀\u007f\"")).isEqualTo("é€😀\u007f");
    }

    private static String string(String json) {
        var reader = Body.open(json);
        var value = reader.readString();
        reader.finish();
        return String.valueOf(value);
    }

    @Test
    void nullCountsAsAbsent() {
        assertThat(Body.open("null").readString()).isNull();
        assertThat(Body.open("null").readInteger()).isNull();
        assertThat(Body.open("null").readLong()).isNull();
        assertThat(Body.open("null").readDouble()).isNull();
        assertThat(Body.open("null").readBoolean()).isNull();
        assertThat(Body.open("null").beginStructure("Tag")).isFalse();
        assertThat(Body.open("null").beginElementStructure("Tag")).isFalse();
        assertThat(Body.open("null").beginMap("AttributeValue")).isFalse();
        assertThat(Body.open("null").beginList()).isFalse();
    }

    @Test
    void numbersAreKeptInRange() {
        assertThat(Body.open("-12").readInteger()).isEqualTo(-12);
        assertThat(Body.open("1.9").readInteger()).isEqualTo(1);
        assertThat(Body.open("1e2").readInteger()).isEqualTo(100);
        assertThat(Body.open("99999999999").readInteger()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Body.open("123456789012345678").readLong()).isEqualTo(123456789012345678L);
        assertThat(Body.open("-123456789012345678").readLong()).isEqualTo(-123456789012345678L);
        assertThat(Body.open("9e99").readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(Body.open("0.5").readDouble()).isEqualTo(0.5);
        assertThat(Body.open("true").readBoolean()).isTrue();
        assertThat(Body.open("false").readBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "String|1|NUMBER_VALUE cannot be converted to String",
                "String|-1.5|DECIMAL_VALUE cannot be converted to String",
                "String|true|TRUE_VALUE cannot be converted to String",
                "String|false|FALSE_VALUE cannot be converted to String",
                "String|[]|Unrecognized collection type class java.lang.String",
                "String|{}|Start of structure or map found where not expected",
                "Integer|\"1\"|STRING_VALUE cannot be converted to Integer",
                "Integer|true|TRUE_VALUE cannot be converted to Integer",
                "Integer|[]|Unrecognized collection type class java.lang.Integer",
                "Integer|{}|Start of structure or map found where not expected",
                "Long|\"1\"|STRING_VALUE cannot be converted to Long",
                "Double|\"1\"|STRING_VALUE cannot be converted to Double",
                "Boolean|1|NUMBER_VALUE cannot be converted to Boolean",
                "Boolean|1.5|DECIMAL_VALUE cannot be converted to Boolean",
                "Boolean|\"true\"|Unexpected token received from parser",
                "Boolean|[]|Unrecognized collection type class java.lang.Boolean",
                "Boolean|{}|Start of structure or map found where not expected",
                "List|{}|Start of structure or map found where not expected",
                "List|1|Unexpected field type",
                "Structure|\"x\"|Unexpected field type",
                "Structure|[]|Unrecognized collection type class"
                        + " com.amazonaws.dynamodb.v20120810.Tag",
                "Element|\"x\"|Unexpected value type in payload",
                "Element|[]|Unrecognized collection type class"
                        + " com.amazonaws.dynamodb.v20120810.Tag",
                "Map|true|Unexpected field type",
                "Map|[]|Unrecognized collection type java.util.Map<java.lang.String,"
                        + " com.amazonaws.dynamodb.v20120810.AttributeValue>",
                "Names|[]|Unrecognized collection type java.util.Map<java.lang.String,"
                        + " java.lang.String>",
            })
    void aWrongTypeIsNamedAsTheServiceNamesIt(String expected, String json, String text) {
        Function<JsonReader, @Nullable Object> read =
                switch (expected) {
                    case "String" -> JsonReader::readString;
                    case "Integer" -> JsonReader::readInteger;
                    case "Long" -> JsonReader::readLong;
                    case "Double" -> JsonReader::readDouble;
                    case "Boolean" -> JsonReader::readBoolean;
                    case "List" -> JsonReader::beginList;
                    case "Structure" -> reader -> reader.beginStructure("Tag");
                    case "Element" -> reader -> reader.beginElementStructure("Tag");
                    case "Map" -> reader -> reader.beginMap("AttributeValue");
                    default -> reader -> reader.beginMap("String");
                };
        assertThatThrownBy(() -> read.apply(Body.open(json)))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION);
                            assertThat(e.text()).isEqualTo(text);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "{]",
                "[}",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "{,}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{1:2}",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\ud800\\u0041\"",
                "\"\\udc00\"",
                "\"\t\"",
                "\"\n\"",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "tru",
                "True",
                "nul",
                "nulL",
                "1 1",
                "{} {}",
                "{}x",
                "'a'",
                "// c",
                "[1]]",
                "\ufeff{}"
            })
    void whatIsNotJsonIsRefusedWithoutText(String json) {
        assertMalformed(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ordinaryDocumentsAreAccepted() {
        for (var json : List.of("{}", "[]", "\"\"", "0", "-0", "1.0E-7", "null", " [ ] ")) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            JsonReader.requireWellFormed(bytes, 0, bytes.length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "C3",
                "C080",
                "C1BF",
                "E08080",
                "E09FBF",
                "EDA080",
                "EDBFBF",
                "E282",
                "F0808080",
                "F08FBFBF",
                "F4908080",
                "F5808080",
                "F09F98",
                "FF",
                "FE",
                "C328"
            })
    void invalidUtf8IsRefused(String hex) {
        byte[] sequence = java.util.HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
        byte[] json = new byte[sequence.length + 2];
        json[0] = '"';
        System.arraycopy(sequence, 0, json, 1, sequence.length);
        json[json.length - 1] = '"';
        assertMalformed(json);
    }

    @Test
    void theLastValidSequencesOfEachLengthAreAccepted() {
        for (var text : List.of("\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff")) {
            assertThat(string('"' + text + '"')).isEqualTo(text);
        }
        assertThat(string("\"\ud800\udc00\udbff\udfff\"")).isEqualTo("\ud800\udc00\udbff\udfff");
    }

    @Test
    void nestingHasALimit() {
        int depth = JsonReader.DEPTH_MAX;
        byte[] deepest = ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
        JsonReader.requireWellFormed(deepest, 0, deepest.length);
        byte[] mixed =
                ("{\"a\":[".repeat(depth / 2) + "]}".repeat(depth / 2))
                        .getBytes(StandardCharsets.UTF_8);
        JsonReader.requireWellFormed(mixed, 0, mixed.length);
        assertMalformed(
                ("[" + "[".repeat(depth) + "]".repeat(depth) + "]")
                        .getBytes(StandardCharsets.UTF_8));
        assertMalformed("[".repeat(5_000_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMemberCanBeReadAfterTheWholeWasPassed() {
        var json = Body.open("{\"Other\":[],\"TableName\":\"Music\"}");
        json.beginRequest();
        int position = 0;
        while (json.nextMember()) {
            position = json.position();
            json.skipValue();
        }
        json.finish();
        json.returnTo(position, 1);
        assertThat(json.readString()).isEqualTo("Music");
        assertThat(json.nextMember()).isFalse();
        json.finish();
    }

    @Test
    void aScalarIsNoRequest() {
        assertThatThrownBy(() -> Body.open("[]").beginRequest())
                .isInstanceOf(RequestException.class);
    }

    private static void assertMalformed(byte[] json) {
        assertThatThrownBy(() -> JsonReader.requireWellFormed(json, 0, json.length))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION);
                            assertThat(e.text()).isEmpty();
                        });
    }
}
