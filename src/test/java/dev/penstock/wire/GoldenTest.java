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
 * items of {@code golden/before.json}. A case without a response fails and leaves the answer under
 * {@code target/golden}, to be judged before it is copied.
 */
class GoldenTest {
    private static final Path FILES = Path.of("src/test/resources/golden");
    private static final Path ACTUAL = Path.of("target/golden");
    private static final String REQUEST = ".request.json";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final InProcessServer SERVER = new InProcessServer();

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
        restoreTables();

        var answer = SERVER.call(operation(name), Files.readString(FILES.resolve(name + REQUEST)));

        ObjectNode actual = JSON.createObjectNode();
        actual.put("status", answer.statusCode());
        actual.set("body", answer.body().isEmpty() ? null : JSON.readTree(answer.body()));
        hideChance(actual);
        compare(name, actual);
    }

    private static String operation(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static void restoreTables() throws IOException {
        for (JsonNode table : body("ListTables", "{}").get("TableNames")) {
            body(
                    "UpdateTable",
                    "{\"TableName\":" + table + ",\"DeletionProtectionEnabled\":false}");
            body("DeleteTable", "{\"TableName\":" + table + "}");
        }
        for (JsonNode call : JSON.readTree(FILES.resolve("before.json").toFile())) {
            body(call.get("operation").asText(), call.get("body").toString());
        }
    }

    private static JsonNode body(String operation, String request) throws IOException {
        var answer = SERVER.call(operation, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** What differs from run to run: identifiers and, by a microsecond a commit, times. */
    private static void hideChance(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : names(object)) {
                if (name.equals("TableId")) {
                    object.put(name, "00000000-0000-0000-0000-000000000000");
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
