package dev.penstock.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.wire.EventStream.Event;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions over the wire, as a browser and as curl have them. */
@Timeout(60)
class SubscribeTest {
    private static final String KEYS =
            "\"AttributeDefinitions\":[{\"AttributeName\":\"Id\",\"AttributeType\":\"S\"}],"
                    + "\"KeySchema\":[{\"AttributeName\":\"Id\",\"KeyType\":\"HASH\"}],"
                    + "\"BillingMode\":\"PAY_PER_REQUEST\"";

    private final InProcessServer server = new InProcessServer();
    private final ObjectMapper json = new ObjectMapper();
    private final List<EventStream> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(EventStream::close);
        server.close();
    }

    @Test
    void changesComeInTheirOrderAsGetRecordsShowsThem() throws Exception {
        createTable("NEW_AND_OLD_IMAGES");
        var events = subscribe("");
        assertThat(events.response().statusCode()).isEqualTo(200);
        assertThat(events.response().headers().firstValue("Content-Type"))
                .hasValue("text/event-stream");
        put("a", 1);
        put("a", 2);
        delete("a");

        var records = events.take(3);

        assertThat(records).extracting(Event::id).isSorted().doesNotHaveDuplicates();
        assertThat(records).extracting(Event::name).containsOnlyNulls();
        JsonNode first = json.readTree(records.getFirst().data());
        assertThat(first.get("eventName").asText()).isEqualTo("INSERT");
        assertThat(first.get("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(first.at("/dynamodb/NewImage/Value/N").asText()).isEqualTo("1");
        assertThat(first.at("/dynamodb/SequenceNumber").asText())
                .isEqualTo(records.getFirst().id());
        JsonNode last = json.readTree(records.getLast().data());
        assertThat(last.get("eventName").asText()).isEqualTo("REMOVE");
        assertThat(last.at("/dynamodb/OldImage/Value/N").asText()).isEqualTo("2");
    }

    @Test
    void whoComesBackMissesNothingAndHasNothingTwice() throws Exception {
        createTable("NEW_IMAGE");
        var events = subscribe("");
        put("a", 1);
        put("b", 2);
        assertThat(values(events.take(2))).containsExactly(1, 2);
        events.close();
        put("c", 3);
        put("a", 4);

        var resumed = events.resume(address(""));
        opened.add(resumed);

        assertThat(values(resumed.take(2))).containsExactly(3, 4);
        put("d", 5);
        assertThat(values(resumed.take(1))).containsExactly(5);
    }

    @Test
    void whoCameBeforeTheFirstChangeResumesThereToo() throws Exception {
        createTable("NEW_IMAGE");
        put("a", 1);
        var events = subscribe("");
        // The head of the answer comes with the place to resume at.
        assertThat(events.line()).isEqualTo("retry: 1000");
        String id = requireNonNull(events.line());
        assertThat(id).startsWith("id: ");
        events.close();
        put("b", 2);

        var resumed = EventStream.open(address(""), "Last-Event-ID", id.substring(4));
        opened.add(resumed);
        assertThat(values(resumed.take(1))).containsExactly(2);
    }

    @Test
    void readingBeginsWhereItIsAskedTo() throws Exception {
        createTable("NEW_IMAGE");
        put("a", 1);
        put("b", 2);
        put("c", 3);

        var all = subscribe("?from=oldest").take(3);
        assertThat(values(all)).containsExactly(1, 2, 3);
        assertThat(values(subscribe("?from=" + all.get(1).id()).take(2))).containsExactly(2, 3);
        var now = subscribe("?from=now");
        put("d", 4);
        assertThat(values(now.take(1))).containsExactly(4);
    }

    @Test
    void debeziumsEnvelopeHasPlainItems() throws Exception {
        createTable("NEW_AND_OLD_IMAGES");
        var events = subscribe("?format=debezium");
        call(
                "PutItem",
                "{\"TableName\":\"Music\",\"Item\":{\"Id\":{\"S\":\"a\"},\"N\":{\"N\":\"1.50\"},"
                        + "\"B\":{\"B\":\"AQI=\"},\"L\":{\"L\":[{\"BOOL\":true},{\"NULL\":true}]},"
                        + "\"M\":{\"M\":{\"x\":{\"S\":\"\\\"\"}}},\"NS\":{\"NS\":[\"2\",\"1\"]},"
                        + "\"SS\":{\"SS\":[\"s\"]},\"BS\":{\"BS\":[\"AQ==\"]}}}");
        put("a", 2);
        delete("a");

        var records = events.take(3);

        JsonNode first = json.readTree(records.getFirst().data());
        assertThat(first.get("op").asText()).isEqualTo("c");
        assertThat(first.get("before").isNull()).isTrue();
        assertThat(first.get("after"))
                .isEqualTo(
                        json.readTree(
                                "{\"Id\":\"a\",\"N\":1.5,\"B\":\"AQI=\",\"L\":[true,null],"
                                        + "\"M\":{\"x\":\"\\\"\"},\"NS\":[1,2],\"SS\":[\"s\"],"
                                        + "\"BS\":[\"AQ==\"]}"));
        assertThat(first.get("ts_ms").asLong()).isEqualTo(InProcessServer.EPOCH_MICROS / 1_000);
        assertThat(first.at("/source/table").asText()).isEqualTo("Music");
        assertThat(first.at("/source/sequence").asText()).isEqualTo(records.getFirst().id());
        JsonNode second = json.readTree(records.get(1).data());
        assertThat(second.get("op").asText()).isEqualTo("u");
        assertThat(second.at("/before/N").asText()).isEqualTo("1.5");
        assertThat(second.get("after")).isEqualTo(json.readTree("{\"Id\":\"a\",\"Value\":2}"));
        JsonNode third = json.readTree(records.get(2).data());
        assertThat(third.get("op").asText()).isEqualTo("d");
        assertThat(third.get("after").isNull()).isTrue();
        assertThat(third.get("before")).isEqualTo(second.get("after"));
    }

    @Test
    void whatAStreamDoesNotShowIsTheKeyAlone() throws Exception {
        createTable("KEYS_ONLY");
        var events = subscribe("?format=debezium");
        put("a", 1);
        put("a", 2);
        delete("a");

        var records = events.take(3);

        JsonNode key = json.readTree("{\"Id\":\"a\"}");
        assertThat(json.readTree(records.get(0).data()).get("after")).isEqualTo(key);
        JsonNode second = json.readTree(records.get(1).data());
        assertThat(second.get("before").isNull()).isTrue();
        assertThat(second.get("after")).isEqualTo(key);
        assertThat(json.readTree(records.get(2).data()).get("before")).isEqualTo(key);
    }

    @Test
    void whoAsksForLinesGetsJsonLineByLine() throws Exception {
        createTable("NEW_IMAGE");
        var lines =
                EventStream.open(
                        address("?from=oldest"), "Accept", "application/x-ndjson, text/plain");
        opened.add(lines);
        put("a", 1);
        assertThat(lines.response().headers().firstValue("Content-Type"))
                .hasValue("application/x-ndjson");
        assertThat(lines.line()).isEmpty();
        JsonNode record = json.readTree(lines.line());
        assertThat(record.at("/dynamodb/NewImage/Value/N").asText()).isEqualTo("1");
        call("DeleteTable", "{\"TableName\":\"Music\"}");
        assertThat(json.readTree(lines.line()))
                .isEqualTo(json.readTree("{\"event\":\"end\",\"reason\":\"table-deleted\"}"));
        assertThat(lines.line()).isNull();
    }

    @Test
    void aFilterChoosesByTheNewImageAndByTheOldOneOfWhatIsGone() throws Exception {
        createTable("NEW_AND_OLD_IMAGES");
        String filter =
                "filter="
                        + encoded("#v > :v")
                        + "&names="
                        + encoded("{\"#v\":\"Value\"}")
                        + "&values="
                        + encoded("{\":v\":{\"N\":\"5\"}}");
        var live = subscribe("?" + filter);
        for (int i = 0; i < 10; i++) {
            put("id" + i, i);
        }
        delete("id1");
        delete("id8");
        put("last", 99);

        assertThat(values(live.take(6))).containsExactly(6, 7, 8, 9, 8, 99);
        assertThat(values(subscribe("?from=oldest&" + filter).take(6)))
                .containsExactly(6, 7, 8, 9, 8, 99);
    }

    @Test
    void theEndOfTheStreamIsSaidBehindItsLastChange() throws Exception {
        createTable("NEW_IMAGE");
        var events = subscribe("");
        var late = subscribe("?from=oldest");
        put("a", 1);
        enableStream(false, null);

        for (var subscribed : List.of(events, late)) {
            assertThat(values(subscribed.take(1))).containsExactly(1);
            assertThat(subscribed.take(1).getFirst())
                    .isEqualTo(new Event(null, "end", "{\"reason\":\"stream-disabled\"}"));
            assertThat(subscribed.next()).isNull();
        }
        assertThat(server.send(get("")).body()).contains("has no stream to subscribe to");
    }

    @Test
    void whoComesBackWithAnIdOfAnOlderStreamIsToldWhatIsGone() throws Exception {
        createTable("NEW_IMAGE");
        var events = subscribe("");
        put("a", 1);
        events.take(1);
        enableStream(false, null);
        events.close();
        server.micros.addAndGet(1_000_000);
        put("lost", 2);
        enableStream(true, "NEW_IMAGE");
        put("b", 3);

        var resumed = events.resume(address(""));
        opened.add(resumed);

        var told = resumed.take(2);
        assertThat(told.getFirst().name()).isEqualTo("trimmed");
        assertThat(told.getFirst().data()).matches("\\{\"from\":\"\\d{39}\"}");
        assertThat(values(told.subList(1, 2))).containsExactly(3);

        // Once told, it is told no more.
        var again =
                EventStream.open(
                        address(""), "Last-Event-ID", requireNonNull(told.getFirst().id()));
        opened.add(again);
        assertThat(values(again.take(1))).containsExactly(3);
    }

    @Test
    void whatCannotBeIsRefusedInWords() throws Exception {
        assertThat(server.send(get("")).body())
                .contains("ResourceNotFoundException")
                .contains("Table: Music not found");
        call("CreateTable", "{\"TableName\":\"Music\"," + KEYS + "}");
        var noStream = server.send(get(""));
        assertThat(noStream.statusCode()).isEqualTo(400);
        assertThat(noStream.body()).contains("ValidationException").contains("UpdateTable");
        enableStream(true, "NEW_IMAGE");
        assertThat(server.send(get("?from=yesterday")).body()).contains("from must be");
        assertThat(server.send(get("?form=debezium")).body()).contains("Unknown parameter: form");
        assertThat(server.send(get("?format=avro")).body()).contains("format must be");
        assertThat(server.send(get("?filter=" + encoded("Value >"))).body())
                .contains("FilterExpression");
        assertThat(server.send(get("?names=%7B%7D")).body()).contains("need a filter");
        assertThat(server.send(get("?from=1" + "9".repeat(38))).body()).contains("behind the end");
        var head = HttpRequest.newBuilder(address("")).HEAD();
        assertThat(server.send(head).statusCode()).isEqualTo(405);
        assertThat(server.send(get("").header("Authorization", "AWS4-HMAC")).body())
                .contains("IncompleteSignature");
    }

    @Test
    void oneTooManyIsThrottled() throws Exception {
        createTable("NEW_IMAGE");
        for (int i = 0; i < InProcessServer.SUBSCRIBERS_MAX; i++) {
            assertThat(subscribe("").response().statusCode()).isEqualTo(200);
        }
        assertThat(server.subscriptions().subscribers()).isEqualTo(InProcessServer.SUBSCRIBERS_MAX);
        var refused = server.send(get(""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("ThrottlingException");
    }

    @Test
    void aWebPageMayListen() throws Exception {
        createTable("NEW_IMAGE");
        var events = EventStream.open(address(""), "Origin", "http://example.org");
        opened.add(events);
        assertThat(events.response().headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
    }

    private EventStream subscribe(String query) {
        var events = EventStream.open(address(query));
        opened.add(events);
        return events;
    }

    private URI address(String query) {
        return server.address().resolve("/streams/Music/changes" + query);
    }

    private HttpRequest.Builder get(String query) {
        return HttpRequest.newBuilder(address(query));
    }

    private List<Integer> values(List<Event> events) throws JsonProcessingException {
        var values = new ArrayList<Integer>();
        for (Event event : events) {
            JsonNode images = json.readTree(event.data()).get("dynamodb");
            JsonNode image =
                    images.has("NewImage") ? images.get("NewImage") : images.get("OldImage");
            values.add(image.at("/Value/N").asInt());
        }
        return values;
    }

    private void createTable(String view) {
        call(
                "CreateTable",
                "{\"TableName\":\"Music\","
                        + KEYS
                        + ",\"StreamSpecification\":{\"StreamEnabled\":true,\"StreamViewType\":\""
                        + view
                        + "\"}}");
    }

    private void enableStream(boolean enabled, @Nullable String view) {
        call(
                "UpdateTable",
                "{\"TableName\":\"Music\",\"StreamSpecification\":{\"StreamEnabled\":"
                        + enabled
                        + (view == null ? "" : ",\"StreamViewType\":\"" + view + "\"")
                        + "}}");
    }

    private void put(String id, int value) {
        call(
                "PutItem",
                "{\"TableName\":\"Music\",\"Item\":{\"Id\":{\"S\":\"%s\"},\"Value\":{\"N\":\"%d\"}}}"
                        .formatted(id, value));
    }

    private void delete(String id) {
        call(
                "DeleteItem",
                "{\"TableName\":\"Music\",\"Key\":{\"Id\":{\"S\":\"%s\"}}}".formatted(id));
    }

    private void call(String operation, String body) {
        var answer = server.call(operation, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
