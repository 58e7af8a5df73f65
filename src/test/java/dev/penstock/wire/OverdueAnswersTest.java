package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * On a clock that makes every step take too long, answers end early, and are followed to the end.
 */
class OverdueAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ITEMS = 40;
    private static final AtomicLong NANOS = new AtomicLong();
    private static final InProcessServer SERVER =
            new InProcessServer(EndpointSettings.standard(), () -> NANOS.addAndGet(6_000_000_000L));

    @BeforeAll
    static void fill() throws IOException {
        call(
                "CreateTable",
                """
                {"TableName": "Slow", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "N"}],
                 "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}]}
                """);
        for (int i = 0; i < ITEMS; i++) {
            call(
                    "PutItem",
                    "{\"TableName\":\"Slow\",\"Item\":{\"k\":{\"N\":\"%d\"},\"v\":{\"S\":\"%s\"}}}"
                            .formatted(i, "x".repeat(20_000)));
        }
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aPageEndsWithTheKeyToGoOnBehind() throws IOException {
        int count = 0;
        int pages = 0;
        String start = "";
        do {
            JsonNode page = call("Scan", "{\"TableName\":\"Slow\"" + start + "}");
            count += page.path("Count").asInt();
            pages++;
            JsonNode last = page.path("LastEvaluatedKey");
            start = last.isMissingNode() ? "" : ",\"ExclusiveStartKey\":" + last;
        } while (!start.isEmpty());

        assertThat(count).isEqualTo(ITEMS);
        assertThat(pages).as("of fourteen items each").isEqualTo(3);
    }

    @Test
    void aBatchHandsBackTheKeysThatItDidNotRead() throws IOException {
        var keys = new StringBuilder();
        for (int i = 0; i < ITEMS; i++) {
            keys.append(i == 0 ? "" : ",").append("{\"k\":{\"N\":\"%d\"}}".formatted(i));
        }
        String request = "{\"Slow\":{\"Keys\":[%s]}}".formatted(keys);
        int count = 0;
        int calls = 0;
        while (!request.equals("{}")) {
            JsonNode batch = call("BatchGetItem", "{\"RequestItems\":" + request + "}");
            count += batch.path("Responses").path("Slow").size();
            request = batch.path("UnprocessedKeys").toString();
            calls++;
        }

        assertThat(count).isEqualTo(ITEMS);
        assertThat(calls).isEqualTo(3);
    }

    private static JsonNode call(String operation, String body) throws IOException {
        var answer = SERVER.call(operation, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
