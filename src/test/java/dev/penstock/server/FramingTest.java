package dev.penstock.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests whose framing is odd, broken, or means one thing to one reader and another to the next:
 * the table is framing.txt. Each carries a second request where a lax reader would find one: it is
 * answered exactly if it is one, and a refused request is the last of its connection.
 */
class FramingTest {
    private static final ListeningServer SERVER = new ListeningServer();
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]+) \\* (\\d+)}");
    private static final int QUIET_MILLIS = 50;

    record Case(String name, List<Integer> statuses, String bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static Stream<Case> refused() throws IOException {
        return Stream.concat(section("refused"), section("refused behind others"));
    }

    static Stream<Case> served() throws IOException {
        return section("served");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedAndTheConnectionEnds(Case refused) {
        try (var client = SERVER.connect()) {
            client.send(refused.bytes);
            var answers = client.answersWithin(5_000);

            assertThat(answers).extracting(RawClient.Answer::status).isEqualTo(refused.statuses);
            assertThat(client.hasEnded()).as("the connection ends").isTrue();
            assertThat(answers.getLast().body()).contains("MalformedHttpRequestException");
            assertThat(answers.getLast().head().toLowerCase(Locale.ROOT))
                    .contains("x-amzn-requestid: ", "x-amz-crc32: ", "connection: close");
        }
    }

    @ParameterizedTest
    @MethodSource("served")
    void isServedOnce(Case served) {
        try (var client = SERVER.connect()) {
            client.send(served.bytes);
            client.answers(served.statuses.size());

            assertThat(client.answersWithin(QUIET_MILLIS))
                    .extracting(RawClient.Answer::status)
                    .isEqualTo(served.statuses);
        }
    }

    private static Stream<Case> section(String title) throws IOException {
        try (var in = FramingTest.class.getResourceAsStream("framing.txt")) {
            String table = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            String from = table.split("(?m)^== " + title + "\n", 2)[1].split("(?m)^== ", 2)[0];
            return from.lines().filter(line -> !line.isBlank()).map(FramingTest::parse);
        }
    }

    private static Case parse(String line) {
        String[] columns = line.split(" \\| ", 3);
        var statuses = Arrays.stream(columns[1].split(" ")).map(Integer::valueOf).toList();
        String bytes =
                columns[2]
                        .replace("\\r", "\r")
                        .replace("\\n", "\n")
                        .replace("\\0", "\u0000")
                        .replace("\\x0b", "\u000b")
                        .replace("\\x16\\x03\\x01\\x02", "\u0016\u0003\u0001\u0002")
                        .replace("\\x01", "\u0001");
        bytes =
                REPEATED.matcher(bytes)
                        .replaceAll(m -> m.group(1).repeat(Integer.parseInt(m.group(2))));
        String head = RawClient.head("ListTables");
        bytes =
                bytes.replace("{HEAD}", head)
                        .replace("{HEAD 1.0}", head.replace("HTTP/1.1", "HTTP/1.0"))
                        .replace("{FIELDS}", head.replace("POST / ", ""))
                        .replace("{LIST}", RawClient.call("ListTables", "{}"));
        return new Case(columns[0], statuses, bytes);
    }
}
