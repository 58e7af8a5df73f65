package dev.penstock.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The packaged server and a consumer with the AWS SDK for Java: through rolls of shards that last a
 * second, a stop, a kill and the table's end it sees every change once, in order per item.
 */
class StreamsIT {
    private static final String TABLE = "Music";
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));

    private final Path home = Path.of(System.getProperty("test.home", "."));

    @TempDir private Path work;

    /** Iterators of shards that are being read; they must survive restarts. */
    private final Map<String, String> iterators = new HashMap<>();

    private final Set<String> finished = new HashSet<>();
    private final Map<String, List<String>> seen = new TreeMap<>();
    private final Map<String, List<String>> written = new TreeMap<>();

    @Test
    void aConsumerSeesEveryChangeOnceThroughRollsAndRestarts() throws Exception {
        String arn;
        try (var server = start();
                var client = client(server);
                var streams = streams(server)) {
            arn = createTable(client);
            write(client, 0, 40);
            readOn(streams, arn);
            Await.until("shards have rolled", AT_MOST, () -> shards(streams, arn).size() > 8);
            write(client, 40, 80);
            readOn(streams, arn);
            write(client, 80, 120);
            assertThat(server.stop()).isZero();
        }
        try (var server = start();
                var client = client(server);
                var streams = streams(server)) {
            readOn(streams, arn);
            write(client, 120, 160);
            server.killNine();
        }
        try (var server = start();
                var client = client(server);
                var streams = streams(server)) {
            readOn(streams, arn);
            write(client, 160, 200);
            client.deleteTable(r -> r.tableName(TABLE));
            Await.until(
                    "all shards are read to their ends",
                    AT_MOST,
                    () -> {
                        readOn(streams, arn);
                        return shards(streams, arn).stream()
                                .allMatch(shard -> finished.contains(shard.shardId()));
                    });
            assertThat(seen).isEqualTo(written);
            assertThat(server.stop()).isZero();
        }
    }

    private void write(DynamoDbClient client, int from, int to) {
        for (int i = from; i < to; i++) {
            String id = "id" + i % 7;
            String value = "value " + i;
            client.putItem(
                    r -> r.tableName(TABLE).item(Map.of("Id", fromS(id), "Value", fromS(value))));
            written.computeIfAbsent(id, _ -> new ArrayList<>()).add(value);
        }
    }

    /** One round over all shards, parents before their children. */
    private void readOn(DynamoDbStreamsClient streams, String arn) {
        for (Shard shard : shards(streams, arn)) {
            boolean isParentRead =
                    shard.parentShardId() == null || finished.contains(shard.parentShardId());
            if (isParentRead && !finished.contains(shard.shardId())) {
                read(streams, arn, shard.shardId());
            }
        }
    }

    private void read(DynamoDbStreamsClient streams, String arn, String shardId) {
        @Nullable String iterator =
                iterators.computeIfAbsent(
                        shardId,
                        id ->
                                streams.getShardIterator(
                                                r ->
                                                        r.streamArn(arn)
                                                                .shardId(id)
                                                                .shardIteratorType(
                                                                        ShardIteratorType
                                                                                .TRIM_HORIZON))
                                        .shardIterator());
        boolean more = true;
        while (more && iterator != null) {
            String current = iterator;
            var page = streams.getRecords(r -> r.shardIterator(current).limit(9));
            page.records().forEach(this::see);
            more = !page.records().isEmpty();
            iterator = page.nextShardIterator();
        }
        keep(shardId, iterator);
    }

    private void keep(String shardId, @Nullable String iterator) {
        if (iterator == null) {
            finished.add(shardId);
            iterators.remove(shardId);
        } else {
            iterators.put(shardId, iterator);
        }
    }

    private void see(Record record) {
        assertThat(record.eventName()).isIn(OperationType.INSERT, OperationType.MODIFY);
        var image = record.dynamodb().newImage();
        String id = image.getOrDefault("Id", fromS("")).s();
        seen.computeIfAbsent(id, _ -> new ArrayList<>())
                .add(image.getOrDefault("Value", fromS("")).s());
    }

    private static List<Shard> shards(DynamoDbStreamsClient streams, String arn) {
        var shards = new ArrayList<Shard>();
        @Nullable String last = null;
        do {
            @Nullable String start = last;
            var page =
                    streams.describeStream(r -> r.streamArn(arn).exclusiveStartShardId(start))
                            .streamDescription();
            shards.addAll(page.shards());
            last = page.lastEvaluatedShardId();
        } while (last != null);
        return shards;
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(
                home,
                work.resolve("data"),
                work.resolve("server.log"),
                Map.of(
                        "PENSTOCK_STREAM_ROLL", "1s",
                        "PENSTOCK_STREAM_TAIL_BYTES", "64KiB",
                        "PENSTOCK_SEGMENT_BYTES", "1MiB"));
    }

    private static String createTable(DynamoDbClient client) {
        return client.createTable(
                        r ->
                                r.tableName(TABLE)
                                        .billingMode(BillingMode.PAY_PER_REQUEST)
                                        .attributeDefinitions(
                                                AttributeDefinition.builder()
                                                        .attributeName("Id")
                                                        .attributeType(ScalarAttributeType.S)
                                                        .build())
                                        .keySchema(
                                                KeySchemaElement.builder()
                                                        .attributeName("Id")
                                                        .keyType(KeyType.HASH)
                                                        .build())
                                        .streamSpecification(
                                                s ->
                                                        s.streamEnabled(true)
                                                                .streamViewType(
                                                                        StreamViewType.NEW_IMAGE)))
                .tableDescription()
                .latestStreamArn();
    }

    private static DynamoDbClient client(ServerProcess server) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint(server))
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private static DynamoDbStreamsClient streams(ServerProcess server) {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint(server))
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private static URI endpoint(ServerProcess server) {
        return server.client().endpoint();
    }
}
