package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers that are too large for one step, one page, or the server's budget. */
class LargeAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ITEMS = 60;
    private static final int ITEM_BYTES = 300_000;

    /** What other connections may have in hand meanwhile. */
    private static final int FEW_BUFFERS = 5;

    private static final long ANSWERS_BYTES = 32L << 20;
    private static final InProcessServer SERVER = InProcessServer.ofAnswers(ANSWERS_BYTES);

    @BeforeAll
    static void fillTable() {
        call(
                SERVER,
                "CreateTable",
                """
                {"TableName": "Large", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"},
                                          {"AttributeName": "sk", "AttributeType": "N"}],
                 "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"},
                               {"AttributeName": "sk", "KeyType": "RANGE"}]}
                """);
        String text = "x".repeat(ITEM_BYTES);
        for (int i = 0; i < ITEMS; i++) {
            call(
                    SERVER,
                    "PutItem",
                    "{\"TableName\":\"Large\",\"Item\":{\"pk\":{\"S\":\"all\"},\"sk\":{\"N\":\""
                            + i
                            + "\"},\"text\":{\"S\":\""
                            + text
                            + "\"}}}");
        }
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void aPageEndsWithTheItemThatPassesOneMegabyte() {
        JsonNode page = call(SERVER, "Scan", "{\"TableName\":\"Large\"}");

        assertThat(page.get("Count").asInt()).isEqualTo(4);
        assertThat(page.get("LastEvaluatedKey").get("sk").get("N").asText()).isEqualTo("3");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        var seen = new ArrayList<Integer>();
        String start = "";
        do {
            JsonNode page =
                    call(
                            SERVER,
                            "Query",
                            "{\"TableName\":\"Large\",\"KeyConditionExpression\":\"pk = :p\","
                                    + "\"ProjectionExpression\":\"sk\","
                                    + "\"ExpressionAttributeValues\":{\":p\":{\"S\":\"all\"}}"
                                    + start
                                    + "}");
            page.get("Items").forEach(item -> seen.add(item.get("sk").get("N").asInt()));
            JsonNode last = page.get("LastEvaluatedKey");
            start = last == null ? "" : ",\"ExclusiveStartKey\":" + last;
        } while (!start.isEmpty());

        assertThat(seen).isEqualTo(IntStream.range(0, ITEMS).boxed().toList());
    }

    @Test
    void aBatchHandsBackWhatPassesSixteenMegabytes() {
        JsonNode answer = call(SERVER, "BatchGetItem", batch(ITEMS));

        int read = answer.get("Responses").get("Large").size();
        JsonNode rest = answer.get("UnprocessedKeys").get("Large");
        assertThat(read).isEqualTo((16 << 20) / (ITEM_BYTES + 40));
        assertThat(rest.get("Keys")).hasSize(ITEMS - read);
        assertThat(rest.get("ConsistentRead").asBoolean()).isTrue();
    }

    @Test
    void theMemoryThatAnswersWereSentFromIsGivenBack() {
        long before = pooledBuffers();

        for (int i = 0; i < 10 * FEW_BUFFERS; i++) {
            call(SERVER, "Scan", "{\"TableName\":\"Large\"}");
        }

        Awaitility.await().until(() -> pooledBuffers() < before + FEW_BUFFERS);
    }

    /** Large ones are returned to the pool itself, not to a thread's cache of small ones. */
    private static long pooledBuffers() {
        var pool = (PooledByteBufAllocator) VertxByteBufAllocator.POOLED_ALLOCATOR;
        return pool.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveNormalAllocations)
                .sum();
    }

    @Test
    void answersBeyondTheBudgetAreThrottledAndTheBudgetIsGivenBack() {
        String request = batch(50);
        var statuses =
                IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> SERVER.call("BatchGetItem", request).statusCode())
                        .collect(Collectors.toSet());

        assertThat(statuses).isSubsetOf(200, 400);
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(SERVER.call("BatchGetItem", request).statusCode())
                                        .isEqualTo(200));
    }

    private static String batch(int items) {
        List<String> keys =
                IntStream.range(0, items)
                        .mapToObj(i -> "{\"pk\":{\"S\":\"all\"},\"sk\":{\"N\":\"" + i + "\"}}")
                        .toList();
        return "{\"RequestItems\":{\"Large\":{\"ConsistentRead\":true,\"Keys\":" + keys + "}}}";
    }

    private static JsonNode call(InProcessServer server, String operation, String body) {
        var answer = server.call(operation, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
