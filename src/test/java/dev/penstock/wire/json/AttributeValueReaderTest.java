package dev.penstock.wire.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeValueReaderTest {
    private final AttributeValueReader values = new AttributeValueReader();

    /** Each row: what arrives, and what leaves if it differs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"S\":\"x\"}|",
                "{\"S\":\"\"}|",
                "{\"S\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001é😀\"}|",
                "{\"S\":\"a/\\/\\u00e9\\uD83D\\uDE00\"}|{\"S\":\"a//é😀\"}",
                "{\"N\":\"1.50\"}|{\"N\":\"1.5\"}",
                "{\"N\":\"-0\"}|{\"N\":\"0\"}",
                "{\"N\":\"+1e3\"}|{\"N\":\"1000\"}",
                "{\"N\":\"1\\u0030\"}|{\"N\":\"10\"}",
                "{\"B\":\"AAEC\"}|",
                "{\"B\":\"AAE=\"}|",
                "{\"B\":\"AA==\"}|",
                "{\"B\":\"\"}|",
                "{\"B\":\"\\/\\/8=\"}|{\"B\":\"//8=\"}",
                "{\"BOOL\":true}|",
                "{\"BOOL\":false}|",
                "{\"NULL\":true}|",
                "{\"L\":[]}|",
                "{\"L\":[{\"S\":\"a\"},{\"L\":[{\"N\":\"1\"}]},{\"NULL\":true}]}|",
                "{\"M\":{}}|",
                "{\"M\":{\"b\":{\"S\":\"1\"},\"a\":{\"M\":{\"c\":{\"N\":\"2\"}}}}}"
                        + "|{\"M\":{\"a\":{\"M\":{\"c\":{\"N\":\"2\"}}},\"b\":{\"S\":\"1\"}}}",
                "{\"M\":{\"\\u0061\":{\"S\":\"1\"},\"a\":{\"S\":\"2\"}}}"
                        + "|{\"M\":{\"a\":{\"S\":\"2\"}}}",
                "{\"SS\":[\"b\",\"a\",\"\"]}|{\"SS\":[\"\",\"a\",\"b\"]}",
                "{\"NS\":[\"2\",\"-1\",\"1.0\"]}|{\"NS\":[\"-1\",\"1\",\"2\"]}",
                "{\"BS\":[\"Yg==\",\"YQ==\"]}|{\"BS\":[\"YQ==\",\"Yg==\"]}",
                " { \"S\" : \"x\" } |{\"S\":\"x\"}",
                "{\"S\":\"x\",\"N\":null,\"Other\":{\"a\":[1]}}|{\"S\":\"x\"}",
                "{\"\\u0053S\":[\"x\"]}|{\"SS\":[\"x\"]}"
            })
    void aValueLeavesAsItCame(String json, String expected) {
        var draft = requireNonNull(values.readValue(Body.open(json)));
        assertThat(new JsonWriter(16).value(draft.get(), 0))
                .hasToString(expected == null ? json : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes",
                "{\"X\":\"a\"}|Supplied AttributeValue is empty, must contain exactly one of the"
                        + " supported datatypes",
                "{\"S\":null}|Supplied AttributeValue is empty, must contain exactly one of the"
                        + " supported datatypes",
                "{\"L\":[null]}|Supplied AttributeValue is empty, must contain exactly one of the"
                        + " supported datatypes",
                "{\"S\":\"a\",\"N\":\"1\"}|Supplied AttributeValue has more than one datatypes set,"
                        + " must contain exactly one of the supported datatypes",
                "{\"NULL\":false}|One or more parameter values were invalid: Null attribute value"
                        + " types must have the value of true",
                "{\"SS\":[]}|One or more parameter values were invalid: An string set  may not be"
                        + " empty",
                "{\"NS\":[]}|One or more parameter values were invalid: An number set  may not be"
                        + " empty",
                "{\"BS\":[]}|One or more parameter values were invalid: Binary sets should not be"
                        + " empty",
                "{\"SS\":[\"a\",\"a\"]}|One or more parameter values were invalid: Input collection"
                        + " [a, a] contains duplicates.",
                "{\"N\":\"\"}|The parameter cannot be converted to a numeric value",
                "{\"N\":\"a\"}|The parameter cannot be converted to a numeric value: a",
                "{\"N\":\"1e126\"}|Number overflow. Attempting to store a number with magnitude"
                        + " larger than supported range",
                "{\"L\":[{\"M\":{\"a\":{\"N\":\"1e-131\"}}}]}|Number underflow. Attempting to store"
                        + " a number with magnitude smaller than supported range"
            })
    void wrongContentWaitsInTheDraft(String json, String text) {
        var reader = Body.open(json);
        var draft = requireNonNull(values.readValue(reader));
        reader.finish();
        assertThrows(draft::check, ErrorCode.VALIDATION, text);
        assertThrows(draft::get, ErrorCode.VALIDATION, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"x\"|Unexpected value type in payload",
                "[]|Unrecognized collection type class"
                        + " com.amazonaws.dynamodb.v20120810.AttributeValue",
                "{\"S\":1}|NUMBER_VALUE cannot be converted to String",
                "{\"N\":1}|NUMBER_VALUE cannot be converted to String",
                "{\"N\":1.5}|DECIMAL_VALUE cannot be converted to String",
                "{\"S\":[]}|Unrecognized collection type class java.lang.String",
                "{\"S\":{}}|Start of structure or map found where not expected",
                "{\"B\":1}|only base-64-encoded strings are convertible to bytes",
                "{\"B\":\"a\"}|Base64 encoded length is expected a multiple of 4 bytes but found:"
                        + " 1",
                "{\"B\":\"a$aa\"}|Invalid Base64 character: '$'",
                "{\"B\":\"YR==\"}|Invalid last non-pad Base64 character dectected",
                "{\"BOOL\":\"true\"}|Unexpected token received from parser",
                "{\"NULL\":1}|NUMBER_VALUE cannot be converted to Boolean",
                "{\"L\":{}}|Start of structure or map found where not expected",
                "{\"L\":\"x\"}|Unexpected field type",
                "{\"L\":[1]}|Unexpected value type in payload",
                "{\"M\":[]}|Unrecognized collection type java.util.Map<java.lang.String,"
                        + " com.amazonaws.dynamodb.v20120810.AttributeValue>",
                "{\"SS\":\"x\"}|Unexpected field type",
                "{\"SS\":[1]}|NUMBER_VALUE cannot be converted to String",
                "{\"BS\":[1]}|only base-64-encoded strings are convertible to bytes",
                // The error of type comes first, wherever it stands.
                "{\"L\":[{},{\"SS\":[]},{\"S\":true}]}|TRUE_VALUE cannot be converted to String",
                "{\"S\":\"a\",\"N\":1}|NUMBER_VALUE cannot be converted to String",
            })
    void aWrongTypeIsThrownAtOnce(String json, String text) {
        assertThrows(() -> values.readValue(Body.open(json)), ErrorCode.SERIALIZATION, text);
    }

    @Test
    void thirtyOneMapsMayStandAroundAString() {
        String deepest = "{\"M\":{\"a\":".repeat(31) + "{\"S\":\"x\"}" + "}}".repeat(31);
        var draft = requireNonNull(values.readItem(Body.open("{\"a\":" + deepest + "}")));
        draft.check();
        String tooDeep = "{\"a\":{\"L\":[" + deepest + "]}}";
        assertThrows(
                () -> requireNonNull(values.readItem(Body.open(tooDeep))).check(),
                ErrorCode.VALIDATION,
                "Nesting Levels have exceeded supported limits: Attributes in the item have nested"
                        + " levels beyond supported limit");
    }

    @Test
    void anItemOf409600BytesIsAcceptedAndOneByteMoreRefused() {
        String largest = "x".repeat(409_598);
        assertThat(itemError("{\"id\":{\"S\":\"" + largest + "\"}}")).isEmpty();
        assertThat(itemError("{\"id\":{\"S\":\"" + largest + "x\"}}"))
                .isEqualTo("Item size has exceeded the maximum allowed size");
        assertThat(itemError("{\"id\":{\"BOOL\":true},\"b\":{\"S\":\"" + largest + "\"}}"))
                .isEqualTo("Item size has exceeded the maximum allowed size");
    }

    @Test
    void longTextsWithEscapesAreDecoded() {
        for (int length : new int[] {255, 256, 257, 1_000, 60_000, 100_000}) {
            String text = "\\u0041".repeat(length);
            assertThat(written("{\"S\":\"" + text + "\"}"))
                    .isEqualTo("{\"S\":\"" + "A".repeat(length) + "\"}");
            String base64 = "\\u0041\\/8=";
            assertThat(written("{\"B\":\"" + "AAAA".repeat(length) + base64 + "\"}"))
                    .isEqualTo("{\"B\":\"" + "AAAA".repeat(length) + "A/8=\"}");
        }
        assertThat(written("{\"M\":{\"" + "\\u0041".repeat(1_000) + "\":{\"NULL\":true}}}"))
                .isEqualTo("{\"M\":{\"" + "A".repeat(1_000) + "\":{\"NULL\":true}}}");
        assertThat(written("{\"N\":\"" + "0".repeat(1_000) + "\\u0031\"}"))
                .isEqualTo("{\"N\":\"1\"}");
    }

    /** Through a reader that has read nothing before. */
    private static String written(String json) {
        var draft = requireNonNull(new AttributeValueReader().readValue(Body.open(json)));
        return new JsonWriter(16).value(draft.get(), 0).toString();
    }

    @Test
    void aNameOf65535BytesIsAcceptedAndOneByteMoreRefused() {
        String longest = "n".repeat(65_535);
        assertThat(itemError("{\"a\":{\"M\":{\"" + longest + "\":{\"S\":\"\"}}}}")).isEmpty();
        assertThat(itemError("{\"a\":{\"M\":{\"n" + longest + "\":{\"S\":\"\"}}}}"))
                .isEqualTo(
                        "1 validation error detected: Attribute name is too large, must be less"
                                + " than 65536 bytes");
    }

    private String itemError(String json) {
        var draft = requireNonNull(values.readItem(Body.open(json)));
        try {
            draft.check();
            return "";
        } catch (RequestException e) {
            return e.text();
        }
    }

    @Test
    void expressionValuesAreReadByName() {
        var reader = Body.open("{\":b\":{\"S\":\"x\"},\":a\":{\"N\":\"1\"}}");
        var draft = requireNonNull(values.readExpressionValues(reader)).get();
        assertThat(draft.keySet()).containsExactly(":b", ":a");
        assertThat(new JsonWriter(16).value(requireNonNull(draft.get(":a")), 0))
                .hasToString("{\"N\":\"1\"}");
    }

    @Test
    void anErrorInExpressionValuesNamesTheValue() {
        var reader = Body.open("{\":a\":{\"S\":\"x\"},\":b\":{},\":c\":{}}");
        var draft = requireNonNull(values.readExpressionValues(reader));
        assertThrows(
                draft::check,
                ErrorCode.VALIDATION,
                "ExpressionAttributeValues contains invalid value: Supplied AttributeValue is"
                        + " empty, must contain exactly one of the supported datatypes for key :b");
    }

    @Test
    void listsOfValuesAndMapsOfNamesAreRead() {
        var list = requireNonNull(values.readValues(Body.open("[{\"S\":\"x\"},{\"N\":\"1\"}]")));
        assertThat(list.get()).hasSize(2);
        assertThat(values.readExpressionNames(Body.open("{\"#a\":\"name\",\"#b\":null}")))
                .containsOnlyKeys("#a");
    }

    @Test
    void nullMembersAreAbsent() {
        assertThat(values.readItem(Body.open("null"))).isNull();
        assertThat(values.readKey(Body.open("null"))).isNull();
        assertThat(values.readValue(Body.open("null"))).isNull();
        assertThat(values.readValues(Body.open("null"))).isNull();
        assertThat(values.readExpressionValues(Body.open("null"))).isNull();
        assertThat(values.readExpressionNames(Body.open("null"))).isNull();
    }

    private static void assertThrows(ThrowingCallable action, ErrorCode code, String text) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        RequestException.class,
                        e -> {
                            assertThat(e.text()).isEqualTo(text);
                            assertThat(e.code()).isEqualTo(code);
                        });
    }
}
