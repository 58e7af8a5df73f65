package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client cannot tell which requests went through the HTTP decoder and which in front of it. */
class FastPathTest {
    private static final ListeningServer SERVER = new ListeningServer();
    private static final int REQUESTS = 200;

    @BeforeAll
    static void createTable() {
        try (var client = SERVER.connect()) {
            client.send(
                    RawClient.call(
                            "CreateTable",
                            "{\"TableName\":\"Counts\",\"BillingMode\":\"PAY_PER_REQUEST\","
                                + "\"AttributeDefinitions\":[{\"AttributeName\":\"k\",\"AttributeType\":\"S\"}],"
                                + "\"KeySchema\":[{\"AttributeName\":\"k\",\"KeyType\":\"HASH\"}]}"));
            client.send(put("same", 1));
            assertThat(client.answers(2)).extracting(RawClient.Answer::status).containsOnly(200);
        }
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void anAnswerHasTheSameBytesOnBothPaths() {
        List<String> calls =
                List.of(
                        RawClient.call("ListTables", "{}"),
                        RawClient.call("DescribeEndpoints", "{}"),
                        RawClient.call("ListTables", "{\"Limit\":0}"),
                        RawClient.call("ListTables", "{"),
                        RawClient.call("ListTables", "[]"),
                        RawClient.call("NoSuchOperation", "{}"),
                        RawClient.call("ExecuteStatement", "{}"),
                        RawClient.call("GetItem", "{\"TableName\":\"None\",\"Key\":{}}"),
                        put("same", 1),
                        RawClient.call("ListTables", "{}").replace("Signature=", "Sign="),
                        RawClient.call("ListTables", "{}").replace("X-Amz-Date", "X-Date"),
                        RawClient.call("ListTables", "{}").replace("AWS4-", "AWS3-"),
                        RawClient.call("ListTables", "{}").replace("-json-1.0", "-json-1.1"));
        for (String call : calls) {
            assertThat(answer(List.of(call))).as(call).isEqualTo(answer(split(call)));
        }
    }

    @Test
    void aBodyThatLooksLikeARequestIsABody() {
        String list = RawClient.call("ListTables", "{}");
        List<List<String>> requests =
                List.of(
                        List.of(
                                RawClient.head("ListTables")
                                        + "Content-Length: %d\r\n\r\n".formatted(list.length()),
                                list),
                        List.of(
                                RawClient.head("ListTables")
                                        + "Transfer-Encoding: chunked\r\n\r\n%x\r\n"
                                                .formatted(list.length()),
                                list,
                                "\r\n0\r\n\r\n"));
        for (List<String> pieces : requests) {
            assertThat(answer(pieces))
                    .startsWith("HTTP/1.1 400")
                    .contains("SerializationException");
        }
    }

    @Test
    void aRequestBehindHalfAHeadIsPartOfThatHead() {
        for (String before : List.of("", chunked("ListTables", "{}"), put("half", 1))) {
            try (var client = SERVER.connect()) {
                client.send(before + "POST / HTTP/1.1\r\nX-Half: a head\r\n");
                assertThat(client.answers(before.isEmpty() ? 0 : 1))
                        .hasSize(before.isEmpty() ? 0 : 1);
                client.answersWithin(20);

                client.send(put("smuggled", 1));

                assertThat(client.awaitEnd()).as("the connection ends").isTrue();
                assertThat(client.answersWithin(0))
                        .extracting(RawClient.Answer::status)
                        .last()
                        .isEqualTo(400);
            }
        }
        String get = "{\"TableName\":\"Counts\",\"Key\":{\"k\":{\"S\":\"smuggled\"}}}";
        assertThat(answer(List.of(RawClient.call("GetItem", get)))).endsWith("\r\n\r\n{}");
    }

    /** Each put tells what it replaced, so that the answers tell the order of the puts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void requestsOfAConnectionAreAnsweredInOrderHoweverTheyComeInPieces(long seed) {
        var random = new SplittableRandom(seed);
        String key = "order" + seed;
        var requests = new ArrayList<String>();
        var answeredWith = new ArrayList<String>();
        for (int i = 0; i < REQUESTS; i++) {
            int kind = random.nextInt(6);
            requests.add(
                    switch (kind) {
                        case 0, 1 -> RawClient.call("ListTables", "{}");
                        case 2 -> chunked("ListTables", "{}");
                        case 3 -> chunked("PutItem", body(key, i));
                        default -> put(key, i);
                    });
            answeredWith.add(kind < 3 ? "{\"TableNames\"" : "{\"Attributes\":");
        }
        try (var client = SERVER.connect()) {
            client.send(put(key, -1));
            client.answers(1);
            sendInPieces(client, requests, random);
            var answers = client.answers(REQUESTS + 1);
            answers.removeFirst();

            assertThat(answers).as("seed %d", seed).hasSize(REQUESTS);
            assertThat(answers).extracting(RawClient.Answer::status).containsOnly(200);
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(answers.get(i).body())
                        .as("seed %d request %d", seed, i)
                        .startsWith(answeredWith.get(i));
            }
            assertThat(replaced(answers)).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
        }
    }

    private static List<Integer> replaced(List<RawClient.Answer> answers) {
        var numbers = new ArrayList<Integer>();
        for (RawClient.Answer answer : answers) {
            int at = answer.body().indexOf("\"n\":{\"N\":\"");
            if (at >= 0) {
                String rest = answer.body().substring(at + 10);
                numbers.add(Integer.valueOf(rest.substring(0, rest.indexOf('"'))));
            }
        }
        assertThat(numbers).hasSizeGreaterThan(REQUESTS / 3);
        return numbers;
    }

    /** Some just as they are, some several at once, cut anywhere. */
    private static void sendInPieces(
            RawClient client, List<String> requests, SplittableRandom random) {
        int next = 0;
        while (next < requests.size()) {
            int some = Math.min(requests.size() - next, 1 + random.nextInt(10));
            var several = requests.subList(next, next + some);
            next += some;
            if (random.nextBoolean()) {
                several.forEach(client::send);
                continue;
            }
            String text = String.join("", several);
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(700));
                client.send(text.substring(at, end));
                at = end;
            }
        }
    }

    private static String put(String key, int number) {
        return RawClient.call("PutItem", body(key, number));
    }

    private static String body(String key, int number) {
        return "{\"TableName\":\"Counts\",\"ReturnValues\":\"ALL_OLD\","
                + "\"Item\":{\"k\":{\"S\":\"%s\"},\"n\":{\"N\":\"%d\"}}}".formatted(key, number);
    }

    private static String chunked(String operation, String body) {
        return RawClient.head(operation)
                + "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                        .formatted(body.length(), body);
    }

    /** One byte, and the rest once the server has looked at it. */
    private static List<String> split(String call) {
        return List.of(call.substring(0, 1), call.substring(1));
    }

    private static String answer(List<String> pieces) {
        try (var client = SERVER.connect()) {
            for (String piece : pieces) {
                client.send(piece);
                if (pieces.size() > 1) {
                    // Nothing is to be answered yet: what comes is the end of this time.
                    client.answersWithin(20);
                }
            }
            var answer = client.answers(1).getFirst();
            String head = answer.head().replaceFirst("(?i)(x-amzn-requestid: )[0-9A-V]{52}", "$1");
            return head + answer.body();
        }
    }
}
