package dev.penstock.reliability.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.reliability.Await;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What exports do while nobody kills anything; only the broker is away at times. */
final class CalmRounds {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int GAP_WRITES = 30_000;

    private final Path home;
    private final Path work;
    private final Brokers brokers;
    private final HttpClient http = HttpClient.newHttpClient();
    private int violations;

    CalmRounds(Path home, Path work, Brokers brokers) {
        this.home = home;
        this.work = work;
        this.brokers = brokers;
    }

    /** Returns whether everything was as promised. */
    boolean run() throws Exception {
        try (var server = start(Map.of())) {
            aBrokerThatIsAwayAtTheStart(server);
            whatIsDisabledIsNotExported(server);
            require(server.stop() == 0, "the server stops well");
        }
        try (var server = start(Map.of("PENSTOCK_KAFKA_FORMAT", "debezium"))) {
            debeziumEnvelopes(server);
        }
        try (var server =
                start(
                        Map.of(
                                "PENSTOCK_SEGMENT_BYTES", "1MiB",
                                "PENSTOCK_SNAPSHOT_SEGMENTS", "1",
                                "PENSTOCK_STREAM_RETENTION_BYTES", "1MiB",
                                "PENSTOCK_FEED_BYTES", "1MiB",
                                "PENSTOCK_KAFKA_BUFFER_BYTES", "1MiB"))) {
            aGapIsShown(server);
        }
        try (var server = start(Map.of("PENSTOCK_KAFKA_BOOTSTRAP_SERVERS", ""))) {
            withoutABrokerNothingIsEnabled(server);
        }
        System.out.println("calm: " + violations + " violations");
        return violations == 0;
    }

    private void aBrokerThatIsAwayAtTheStart(ServerProcess server) throws Exception {
        var client = server.client();
        Destinations.createTable(client, "Calm");
        Destinations.enable(client, "Calm", "calm-changes");
        for (int number = 1; number <= 3; number++) {
            Destinations.put(client, "Calm", "a", number);
        }
        require(
                get(server, "/q/health/ready").statusCode() == 200,
                "ready for requests without a broker");
        await("Describe says that nothing is delivered", () -> !words(server, "Calm").isEmpty());
        await(
                "health says that Kafka is away",
                () -> get(server, "/q/health/well").statusCode() == 503);
        require(status(server, "Calm").equals("ACTIVE"), "ACTIVE while the broker is away");
        brokers.startAll();
        var arrived = read("calm-changes", 3);
        require(numbers(arrived).equals(List.of(1, 2, 3)), "all, in order: " + numbers(arrived));
        judgeRecord(arrived.get(1));
        await("Describe has nothing to say", () -> words(server, "Calm").isEmpty());
        require(get(server, "/q/health/well").statusCode() == 200, "well again");
    }

    private void judgeRecord(ConsumerRecord<byte[], byte[]> second) {
        JsonNode value = Arrivals.parse(second.value());
        JsonNode change = value.path("dynamodb");
        require(value.path("eventName").asText().equals("MODIFY"), "eventName");
        require(value.path("eventSource").asText().equals("aws:dynamodb"), "eventSource");
        require(value.path("awsRegion").asText().equals("us-east-1"), "awsRegion");
        require(value.path("recordFormat").asText().equals("application/json"), "recordFormat");
        require(value.path("tableName").asText().equals("Calm"), "tableName");
        require(value.has("userIdentity") && value.path("userIdentity").isNull(), "userIdentity");
        require(change.path("OldImage").path("Number").path("N").asText().equals("1"), "OldImage");
        require(change.path("NewImage").path("Number").path("N").asText().equals("2"), "NewImage");
        require(change.path("SizeBytes").asInt() == 25, "SizeBytes " + change.path("SizeBytes"));
        require(
                change.path("ApproximateCreationDateTimePrecision").asText().equals("MILLISECOND"),
                "precision");
        long millis = change.path("ApproximateCreationDateTime").asLong();
        require(Math.abs(System.currentTimeMillis() - millis) < 600_000, "time " + millis);
        require(
                new String(second.key(), UTF_8).equals("{\"Id\":{\"S\":\"a\"}}"),
                "the record's key");
        require(Arrivals.header(second, "table").equals("Calm"), "header table");
        require(
                Arrivals.header(second, "event-id").equals(value.path("eventID").asText()),
                "header event-id");
        require(
                Arrivals.header(second, "sequence-number").matches("1\\d{38}"),
                "header sequence-number");
    }

    private void whatIsDisabledIsNotExported(ServerProcess server) throws Exception {
        var client = server.client();
        Destinations.put(client, "Calm", "a", 4);
        Destinations.disable(client, "Calm", "calm-changes");
        await("DISABLED", () -> status(server, "Calm").equals("DISABLED"));
        Destinations.put(client, "Calm", "a", 5);
        Destinations.enable(client, "Calm", "calm-changes");
        require(status(server, "Calm").equals("ACTIVE"), "ACTIVE again");
        Destinations.call(
                client,
                "UpdateKinesisStreamingDestination",
                """
                {"TableName":"Calm","StreamArn":"%s","UpdateKinesisStreamingConfiguration":\
                {"ApproximateCreationDateTimePrecision":"MICROSECOND"}}\
                """
                        .formatted(Destinations.arn("calm-changes")));
        Destinations.put(client, "Calm", "a", 6);
        var arrived = read("calm-changes", 5);
        require(numbers(arrived).equals(List.of(1, 2, 3, 4, 6)), "numbers " + numbers(arrived));
        JsonNode last = Arrivals.parse(arrived.getLast().value()).path("dynamodb");
        require(last.path("OldImage").path("Number").path("N").asText().equals("5"), "old image");
        long micros = last.path("ApproximateCreationDateTime").asLong();
        require(micros > 1_000_000_000_000_000L, "microseconds " + micros);
    }

    private void debeziumEnvelopes(ServerProcess server) throws Exception {
        Destinations.put(server.client(), "Calm", "a", 7);
        var arrived = read("calm-changes", 6);
        JsonNode value = Arrivals.parse(arrived.getLast().value());
        require(value.path("op").asText().equals("u"), "op " + value);
        require(value.path("before").path("Number").asInt() == 6, "before " + value);
        require(value.path("after").path("Number").asInt() == 7, "after " + value);
    }

    private void aGapIsShown(ServerProcess server) throws Exception {
        var client = server.client();
        brokers.killNine(0);
        Destinations.createTable(client, "Gapped");
        Destinations.enable(client, "Gapped", "gapped-changes");
        // The export begins in one of these: once they are gone, so is some of what it wants.
        Set<Path> segments = segments();
        int written = 0;
        do {
            var writers = new Writers(client, "Gapped", GAP_WRITES);
            writers.start();
            await("writes go on without a broker", writers::isDone);
            written += GAP_WRITES;
        } while (segments().stream().anyMatch(segments::contains));
        brokers.startAll();
        await("Describe shows the gap", () -> words(server, "Gapped").contains("Gap: "));
        require(
                get(server, "/q/metrics").body().contains("penstock_export_gaps_total 1.0"),
                "the metric of gaps");
        Destinations.put(client, "Gapped", "last", 1);
        var keys = new ArrayList<String>();
        try (var topic = new Topic(brokers, "gapped-changes")) {
            await(
                    "what came behind the gap",
                    () -> {
                        topic.read(found -> keys.add(new String(found.key(), UTF_8)));
                        return keys.contains("{\"Id\":{\"S\":\"last\"}}");
                    });
        }
        require(keys.size() < written, "a gap, but " + keys.size() + " records arrived");
        require(status(server, "Gapped").equals("ACTIVE"), "ACTIVE behind a gap");
    }

    private Set<Path> segments() throws IOException {
        try (var files = Files.walk(work.resolve("data").resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .collect(Collectors.toSet());
        }
    }

    private void withoutABrokerNothingIsEnabled(ServerProcess server) throws Exception {
        Destinations.createTable(server.client(), "Alone");
        Destinations.enable(server.client(), "Alone", "alone-changes");
        require(status(server, "Alone").equals("ENABLE_FAILED"), "ENABLE_FAILED");
        require(words(server, "Alone").contains("kafka-bootstrap-servers"), "what is missing");
        require(get(server, "/q/health/well").statusCode() == 200, "well without a broker");
    }

    private ServerProcess start(Map<String, String> more) throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("PENSTOCK_KAFKA_BOOTSTRAP_SERVERS", brokers.bootstrapServers());
        settings.putAll(more);
        return ServerProcess.start(
                home, work.resolve("data"), work.resolve("server.log"), settings);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String name, int count) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var topic = new Topic(brokers, name)) {
            await(
                    count + " records",
                    () -> {
                        topic.read(records::add);
                        return records.size() >= count;
                    });
        }
        return records;
    }

    private static List<Integer> numbers(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(found -> Arrivals.parse(found.value()).path("dynamodb"))
                .map(change -> change.path("NewImage").path("Number").path("N").asInt())
                .toList();
    }

    private static String status(ServerProcess server, String table) {
        return Destinations.describe(server.client(), table).path("DestinationStatus").asText();
    }

    private static String words(ServerProcess server, String table) {
        return Destinations.describe(server.client(), table)
                .path("DestinationStatusDescription")
                .asText();
    }

    private HttpResponse<String> get(ServerProcess server, String path) {
        var uri = URI.create("http://127.0.0.1:" + server.managementPort() + path);
        try {
            return http.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            Await.until(what, SOON, condition);
        } catch (IllegalStateException late) {
            require(false, what + ": " + late.getMessage());
        }
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            violations++;
            System.out.println("VIOLATION " + what);
        }
    }
}
