package dev.penstock.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private final JsonWriter json = new JsonWriter(1);

    @Test
    void commasStandBetweenMembersAndElementsOnly() {
        json.beginObject();
        json.name(JsonName.of("A")).beginArray();
        json.string("x").number(1).beginObject().endObject().beginArray().endArray();
        json.endArray();
        json.name("B\n").beginObject().name("C").nullValue().endObject();
        json.name("D").bool(true).name("E").bool(false);
        json.endObject();
        assertThat(json)
                .hasToString(
                        "{\"A\":[\"x\",1,{},[]],\"B\\n\":{\"C\":null},\"D\":true,\"E\":false}");
    }

    @Test
    void whatWasWrittenIsForgottenOnReset() {
        json.beginArray().number(1);
        json.reset();
        assertThat(json.string("x")).hasToString("\"x\"");
        assertThat(json.toBytes()).hasSize(json.length());
    }

    @Test
    void integersAreWritten() {
        json.beginArray();
        for (long value : new long[] {0, 9, 10, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            json.number(value);
        }
        assertThat(json.endArray())
                .hasToString("[0,9,10,-1,9223372036854775807,-9223372036854775808]");
    }

    @Test
    void capacityUnitsAreWrittenAsTheServiceDoes() {
        json.beginArray();
        for (double value : new double[] {0, 0.5, 1, 12.5, 1234567, 0.1, 1e7, -1.5}) {
            json.number(value);
        }
        assertThat(json.endArray()).hasToString("[0.0,0.5,1.0,12.5,1234567.0,0.1,1.0E7,-1.5]");
    }

    @Test
    void timestampsAreSecondsWithMillis() {
        json.beginArray().timestamp(1_363_729_002_358_999L).timestamp(1_400_000_000_007_000L);
        assertThat(json.endArray()).hasToString("[1363729002.358,1400000000.007]");
    }

    @Test
    void everyControlCharacterIsEscaped() {
        var text = new StringBuilder();
        for (char c = 0; c < 0x30; c++) {
            text.append(c).append("12345678901é");
        }
        json.string(text.toString());
        var reader = Body.open(json.toBytes());
        assertThat(reader.readString()).isEqualTo(text.toString());
        assertThat(json.toString()).contains("\\u0000", "\\b", "\\t", "\\n", "\\f", "\\r", "\\\"");
    }

    @Test
    void theWriterGrows() {
        String text = "\"\\\u0001".repeat(10_000);
        json.beginArray().string(text).string(text).endArray();
        var reader = Body.open(json.toBytes());
        assertThat(reader.beginList()).isTrue();
        assertThat(reader.nextElement()).isTrue();
        assertThat(reader.readString()).isEqualTo(text);
        assertThat(reader.nextElement()).isTrue();
        assertThat(reader.readString()).isEqualTo(text);
        assertThat(reader.nextElement()).isFalse();
        reader.finish();
    }
}
