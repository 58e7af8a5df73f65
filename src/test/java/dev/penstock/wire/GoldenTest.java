package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests and the answers that the service gives to them. A case is two files, {@code
 * golden/<Operation>/<case>.request.json} and {@code .response.json}; all begin with the tables and
 * items of {@code golden/before.json}. Streams outlive their tables: each of their cases has a
 * server of its own, with what {@code golden/before-streams.json} makes. A case without a response
 * fails and leaves the answer under {@code target/golden}, to be judged before it is copied.
 */
class GoldenTest {
    private static final Path FILES = Path.of("src/test/resources/golden");
    private static final Path ACTUAL = Path.of("target/golden");
    private static final String REQUEST = ".request.json";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final InProcessServer SERVER = new InProcessServer();

    /** In a request, where {@code golden/iterator.json} leads. */
    private static final String ITERATOR = "<iterator>";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files
                    .map(file -> FILES.relativize(file).toString())
                    .filter(name -> name.endsWith(REQUEST))
                    .map(name -> name.substring(0, name.length() - REQUEST.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheServiceDoes(String name) throws IOException {
        if (InProcessServer.isOfStreams(operation(name))) {
            try (var own = new InProcessServer()) {
                prepare(own, "before-streams.json");
                compare(name, answer(own, name));
            }
        } else {
            deleteTables();
            prepare(SERVER, "before.json");
            compare(name, answer(SERVER, name));
        }
    }

    private static ObjectNode answer(InProcessServer server, String name) throws IOException {
        String request = Files.readString(FILES.resolve(name + REQUEST));
        if (request.contains(ITERATOR)) {
            String shard = Files.readString(FILES.resolve("iterator.json"));
            JsonNode iterator = body(server, "GetShardIterator", shard).get("ShardIterator");
            request = request.replace(ITERATOR, iterator.asText());
        }
        var answer = server.call(operation(name), request);
        ObjectNode actual = JSON.createObjectNode();
        actual.put("status", answer.statusCode());
        actual.set("body", answer.body().isEmpty() ? null : JSON.readTree(answer.body()));
        hideChance(actual);
        return actual;
    }

    private static String operation(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static void deleteTables() throws IOException {
        for (JsonNode table : body(SERVER, "ListTables", "{}").get("TableNames")) {
            body(
                    SERVER,
                    "UpdateTable",
                    "{\"TableName\":" + table + ",\"DeletionProtectionEnabled\":false}");
            body(SERVER, "DeleteTable", "{\"TableName\":" + table + "}");
        }
    }

    private static void prepare(InProcessServer server, String before) throws IOException {
        for (JsonNode call : JSON.readTree(FILES.resolve(before).toFile())) {
            body(server, call.get("operation").asText(), call.get("body").toString());
        }
    }

    private static JsonNode body(InProcessServer server, String operation, String request)
            throws IOException {
        var answer = server.call(operation, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /**
     * What differs from run to run: identifiers and, by a microsecond a commit, times; and what is
     * nobody's to read.
     */
    private static void hideChance(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : names(object)) {
                if (name.equals("TableId")) {
                    object.put(name, "00000000-0000-0000-0000-000000000000");
                } else if (name.endsWith("ShardIterator")) {
                    object.put(name, ITERATOR);
                } else if (name.endsWith("DateTime") && object.get(name).isNumber()) {
                    object.put(name, InProcessServer.EPOCH_MICROS / 1_000_000);
                }
            }
        }
        node.forEach(GoldenTest::hideChance);
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void compare(String name, JsonNode actual) throws IOException {
        Path expected = FILES.resolve(name + ".response.json");
        if (Files.notExists(expected)) {
            Path written = ACTUAL.resolve(name + ".response.json");
            Files.createDirectories(ACTUAL.resolve(operation(name)));
            Files.writeString(written, JSON.writeValueAsString(actual) + "\n");
            fail("no response to compare with; what was answered is in " + written);
        }
        assertThat(JSON.readTree(JSON.writeValueAsString(actual)))
                .isEqualTo(JSON.readTree(expected.toFile()));
    }
}
