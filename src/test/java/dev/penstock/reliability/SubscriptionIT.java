package dev.penstock.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.penstock.wire.EventStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The packaged server and a subscriber that comes back with its last id after each end. */
@Timeout(300)
class SubscriptionIT {
    private static final String TABLE = "Music";
    private static final Pattern VALUE = Pattern.compile("\"NewImage\":\\{.*\"N\":\"(\\d+)\"");
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));

    private final Path home = Path.of(System.getProperty("test.home", "."));

    @TempDir private Path work;

    private final List<Integer> seen = new ArrayList<>();
    private @Nullable String lastId;

    @Test
    void nothingIsMissedOrHadTwiceThroughAStopAndAKill() throws Exception {
        try (var server = start();
                var client = client(server)) {
            createTable(client);
            try (var events = subscribe(server)) {
                write(client, 0, 50);
                see(events, 50);
                assertThat(server.stop()).isZero();
                var end = events.next();
                assertThat(end)
                        .isEqualTo(
                                new EventStream.Event(
                                        null, "end", "{\"reason\":\"server-stopping\"}"));
                assertThat(events.next()).isNull();
            }
        }
        try (var server = start();
                var client = client(server)) {
            write(client, 50, 100);
            try (var events = subscribe(server)) {
                write(client, 100, 150);
                see(events, 80);
                server.killNine();
            }
        }
        try (var server = start();
                var client = client(server);
                var events = subscribe(server)) {
            write(client, 150, 200);
            see(events, 70);
            assertThat(server.stop()).isZero();
        }
        assertThat(seen).isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(home, work.resolve("data"), work.resolve("output"), Map.of());
    }

    private EventStream subscribe(ServerProcess server) {
        var address =
                URI.create(
                        "http://127.0.0.1:%d/streams/%s/changes".formatted(server.port(), TABLE));
        String id = lastId;
        return id == null
                ? EventStream.open(address)
                : EventStream.open(address, "Last-Event-ID", id);
    }

    private void see(EventStream events, int count) {
        for (var event : events.take(count)) {
            var value = VALUE.matcher(event.data());
            assertThat(value.find()).as(event.data()).isTrue();
            seen.add(Integer.parseInt(value.group(1)));
            lastId = event.id();
        }
    }

    private static DynamoDbClient client(ServerProcess server) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private static void createTable(DynamoDbClient client) {
        client.createTable(
                r ->
                        r.tableName(TABLE)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        AttributeDefinition.builder()
                                                .attributeName("Id")
                                                .attributeType(ScalarAttributeType.N)
                                                .build())
                                .keySchema(
                                        KeySchemaElement.builder()
                                                .attributeName("Id")
                                                .keyType(KeyType.HASH)
                                                .build())
                                .streamSpecification(
                                        s ->
                                                s.streamEnabled(true)
                                                        .streamViewType(StreamViewType.NEW_IMAGE)));
    }

    private static void write(DynamoDbClient client, int from, int to) {
        for (int i = from; i < to; i++) {
            String value = Integer.toString(i);
            client.putItem(r -> r.tableName(TABLE).item(Map.of("Id", fromN(value))));
        }
    }
}
