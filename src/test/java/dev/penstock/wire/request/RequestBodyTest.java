package dev.penstock.wire.request;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The large member, and what its being read first must not change. */
class RequestBodyTest {
    private static final List<JsonName> MEMBERS = List.of(Names.TABLE_NAME, Names.ITEM);

    private final RequestBody body = new RequestBody();
    private final List<Integer> reads = new ArrayList<>();
    private final LargeMember<ItemDraft> item = new LargeMember<>(Names.ITEM, this::readItem);

    @Test
    void itIsReadOnceAlthoughOthersComeBehindIt() {
        open("{\"Item\": {\"a\": {\"S\": \"1\"}}, \"Other\": {}, \"TableName\": \"t\"}");

        assertThat(body.string(Names.TABLE_NAME)).isEqualTo("t");
        requireNonNull(body.read(item)).check();
        assertThat(body.string(Names.TABLE_NAME)).isEqualTo("t");
        assertThat(reads).hasSize(1);
    }

    @Test
    void anErrorOfShapeWaitsUntilTheMemberIsAskedFor() {
        open("{\"Item\": {\"a\": {\"S\": 1, \"x\": [{}]}}, \"TableName\": \"t\"}");

        assertThat(body.string(Names.TABLE_NAME)).isEqualTo("t");
        assertThatThrownBy(() -> body.read(item))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("NUMBER_VALUE");
    }

    @Test
    void anErrorOfContentWaitsInTheDraft() {
        open("{\"Item\": {\"a\": {\"SS\": []}}, \"TableName\": \"t\"}");

        var draft = requireNonNull(body.read(item));
        assertThatThrownBy(draft::check).isInstanceOf(RequestException.class);
    }

    @Test
    void whatIsNoJsonIsRefusedAtOnce() {
        assertThatThrownBy(() -> open("{\"Item\": {\"a\": {\"S\": \"1\"}}, \"TableName\": t}"))
                .isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> open("{\"Item\": {\"a\": {\"S\": 1}, \"TableName\": \"t\"}"))
                .isInstanceOf(RequestException.class);
    }

    @Test
    void ofTwoTheLastCounts() {
        open("{\"Item\": {\"a\": {\"SS\": []}}, \"Item\": {\"b\": {\"S\": \"1\"}}}");
        requireNonNull(body.read(item)).check();

        open("{\"Item\": {\"b\": {\"S\": \"1\"}}, \"Item\": null}");
        assertThat(body.read(item)).isNull();

        open("{\"Item\": {\"b\": {\"S\": \"1\"}}, \"Item\": {\"b\": {\"S\": 1}}}");
        assertThatThrownBy(() -> body.read(item)).isInstanceOf(RequestException.class);
    }

    @Test
    void theNextBodyDoesNotSeeIt() {
        open("{\"Item\": {\"a\": {\"S\": \"1\"}}}");
        body.close();
        open("{\"TableName\": \"t\"}");

        assertThat(body.read(item)).isNull();
    }

    private @Nullable ItemDraft readItem(RequestBody from, JsonReader json) {
        reads.add(json.position());
        return from.values().readItem(json);
    }

    private void open(String json) {
        body.open(json.getBytes(StandardCharsets.UTF_8), MEMBERS, item);
    }
}
