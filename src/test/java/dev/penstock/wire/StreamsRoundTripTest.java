package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardFilterType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Streams with the SDK that most people use, against the edge in-process. */
class StreamsRoundTripTest {
    private static final String TABLE = "Music";
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final InProcessServer server = new InProcessServer();
    private DynamoDbClient client;
    private DynamoDbStreamsClient streams;

    @BeforeEach
    void connect() {
        client = server.connect(DynamoDbClient.builder());
        streams = server.connect(DynamoDbStreamsClient.builder());
    }

    @AfterEach
    void disconnect() {
        client.close();
        streams.close();
        server.close();
    }

    @Test
    void whatHappensToAnItemIsShownInOrder() {
        var table = createTable(StreamViewType.NEW_AND_OLD_IMAGES);
        assertThat(table.latestStreamArn())
                .isEqualTo(table.tableArn() + "/stream/" + table.latestStreamLabel());
        assertThat(table.latestStreamLabel()).isEqualTo("2023-11-14T22:13:20.000");
        assertThat(table.streamSpecification().streamEnabled()).isTrue();
        put("101", "New item!");
        put("101", "New item!");
        put("101", "This item has changed");
        client.deleteItem(r -> r.tableName(TABLE).key(key("101")));

        var records = readAll(table.latestStreamArn());

        assertThat(records)
                .extracting(Record::eventName)
                .containsExactly(OperationType.INSERT, OperationType.MODIFY, OperationType.REMOVE);
        var first = records.getFirst();
        assertThat(first.eventVersion()).isEqualTo("1.1");
        assertThat(first.eventSource()).isEqualTo("aws:dynamodb");
        assertThat(first.awsRegion()).isEqualTo("us-east-1");
        assertThat(first.eventID()).matches("[0-9a-f]{32}");
        assertThat(first.userIdentity()).isNull();
        assertThat(first.dynamodb().approximateCreationDateTime().getEpochSecond())
                .isEqualTo(1_700_000_000L);
        assertThat(first.dynamodb().keys()).isEqualTo(key("101"));
        assertThat(first.dynamodb().newImage()).isEqualTo(item("101", "New item!"));
        assertThat(first.dynamodb().hasOldImage()).isFalse();
        assertThat(first.dynamodb().streamViewType()).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
        // The sizes of the developer guide's example.
        assertThat(records)
                .extracting(record -> record.dynamodb().sizeBytes())
                .containsExactly(26L, 59L, 38L);
        assertThat(records.get(1).dynamodb().oldImage()).isEqualTo(item("101", "New item!"));
        assertThat(records.get(2).dynamodb().hasNewImage()).isFalse();
        assertThat(records)
                .extracting(record -> record.dynamodb().sequenceNumber())
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(number -> number.matches("\\d{39}"));
    }

    @Test
    void eachViewShowsItsPart() {
        for (var view :
                List.of(
                        StreamViewType.KEYS_ONLY,
                        StreamViewType.NEW_IMAGE,
                        StreamViewType.OLD_IMAGE)) {
            var table = createTable(view);
            put("1", "a");
            put("1", "b");
            var last = readAll(table.latestStreamArn()).getLast().dynamodb();
            assertThat(last.keys()).isEqualTo(key("1"));
            assertThat(last.hasNewImage()).isEqualTo(view == StreamViewType.NEW_IMAGE);
            assertThat(last.hasOldImage()).isEqualTo(view == StreamViewType.OLD_IMAGE);
            client.deleteTable(r -> r.tableName(TABLE));
        }
    }

    @Test
    void aShardEndsAndItsChildGoesOn() {
        String arn = createTable(StreamViewType.NEW_IMAGE).latestStreamArn();
        put("1", "before");
        server.micros.addAndGet(4 * HOUR_MICROS);
        put("1", "after");

        var shards = describe(arn).shards();
        assertThat(shards).hasSize(8);
        var parent = holderOf(arn, shards.subList(0, 4));
        assertThat(parent.parentShardId()).isNull();
        assertThat(parent.sequenceNumberRange().endingSequenceNumber()).hasSize(39);
        assertThat(parent.shardId()).matches("shardId-\\d{20}-[0-9a-f]{8}");
        var end = read(oldest(arn, parent));
        assertThat(end.nextShardIterator()).isNull();
        assertThat(messages(end.records())).containsExactly("before");

        var children =
                streams.describeStream(
                                r ->
                                        r.streamArn(arn)
                                                .shardFilter(
                                                        f ->
                                                                f.type(ShardFilterType.CHILD_SHARDS)
                                                                        .shardId(parent.shardId())))
                        .streamDescription()
                        .shards();
        assertThat(children).hasSize(1);
        assertThat(children.getFirst().parentShardId()).isEqualTo(parent.shardId());
        var open = read(oldest(arn, children.getFirst()));
        assertThat(messages(open.records())).containsExactly("after");
        assertThat(open.nextShardIterator()).isNotNull();
    }

    /**
     * For ten minutes nothing is trimmed: then nothing may seem to be, for consumers would go on.
     */
    @Test
    void aClockThatLeapsAheadHidesNoShard() {
        String arn = createTable(StreamViewType.NEW_IMAGE).latestStreamArn();
        put("1", "before");
        server.micros.addAndGet(30 * HOUR_MICROS);

        assertThat(messages(readAll(arn))).containsExactly("before");
    }

    @Test
    void shardsAreDescribedPageByPage() {
        String arn = createTable(StreamViewType.NEW_IMAGE).latestStreamArn();
        server.micros.addAndGet(9 * HOUR_MICROS);
        var whole = describe(arn).shards();
        assertThat(whole).hasSize(12);
        var pages = new ArrayList<Shard>();
        String last = null;
        do {
            String start = last;
            var page =
                    streams.describeStream(
                                    r -> r.streamArn(arn).limit(5).exclusiveStartShardId(start))
                            .streamDescription();
            pages.addAll(page.shards());
            last = page.lastEvaluatedShardId();
        } while (last != null);
        assertThat(pages).isEqualTo(whole);
    }

    @Test
    void readingBeginsWhereItIsAskedTo() {
        String arn = createTable(StreamViewType.NEW_IMAGE).latestStreamArn();
        put("1", "a");
        put("1", "b");
        var shard = holderOf(arn, describe(arn).shards());
        String latest = iterator(arn, shard, ShardIteratorType.LATEST, null);
        put("1", "c");
        put("1", "d");
        var all = read(oldest(arn, shard)).records();
        String second = all.get(1).dynamodb().sequenceNumber();

        assertThat(messages(all)).containsExactly("a", "b", "c", "d");
        assertThat(messages(read(latest).records())).containsExactly("c", "d");
        assertThat(messages(read(at(arn, shard, second)).records())).containsExactly("b", "c", "d");
        assertThat(messages(read(after(arn, shard, second)).records())).containsExactly("c", "d");
        var page = streams.getRecords(r -> r.shardIterator(latest).limit(1));
        assertThat(messages(page.records())).containsExactly("c");
        assertThat(messages(read(page.nextShardIterator()).records())).containsExactly("d");
    }

    @Test
    void aStreamThatWasDisabledCanBeReadAndEnabledAnew() {
        String first = createTable(StreamViewType.NEW_IMAGE).latestStreamArn();
        put("1", "a");
        assertThatThrownBy(() -> update(true, StreamViewType.KEYS_ONLY))
                .hasMessageContaining("Table already has an enabled stream: TableName: Music");
        var table = update(false, null);
        assertThat(table.streamSpecification()).isNull();
        assertThat(table.latestStreamArn()).isEqualTo(first);
        put("1", "not shown");
        assertThatThrownBy(() -> update(false, null))
                .hasMessageContaining("Table has no stream to disable: TableName: Music");
        String second = update(true, StreamViewType.NEW_IMAGE).latestStreamArn();
        put("1", "b");

        assertThat(second).isNotEqualTo(first);
        assertThat(describe(first).streamStatus()).isEqualTo(StreamStatus.DISABLED);
        assertThat(describe(second).streamStatus()).isEqualTo(StreamStatus.ENABLED);
        assertThat(describe(first).shards())
                .allMatch(s -> s.sequenceNumberRange().endingSequenceNumber() != null);
        assertThat(messages(readAll(first))).containsExactly("a");
        assertThat(messages(readAll(second))).containsExactly("b");
        assertThat(streams.listStreams(r -> r.tableName(TABLE)).streams())
                .extracting(software.amazon.awssdk.services.dynamodb.model.Stream::streamArn)
                .containsExactly(first, second);
    }

    @Test
    void theStreamOfADeletedTableCanBeRead() {
        String arn = createTable(StreamViewType.OLD_IMAGE).latestStreamArn();
        put("1", "a");
        client.deleteTable(r -> r.tableName(TABLE));

        assertThat(describe(arn).streamStatus()).isEqualTo(StreamStatus.DISABLED);
        assertThat(readAll(arn)).hasSize(1);
        assertThat(streams.listStreams().streams()).hasSize(1);
    }

    @Test
    void anIteratorExpiresAndCannotBeForged() {
        String arn = createTable(StreamViewType.NEW_IMAGE).latestStreamArn();
        var shard = describe(arn).shards().getFirst();
        String iterator = oldest(arn, shard);
        server.micros.addAndGet(HOUR_MICROS / 4);
        assertThat(read(iterator).records()).isEmpty();
        server.micros.addAndGet(1);
        assertThatThrownBy(() -> read(iterator)).isInstanceOf(ExpiredIteratorException.class);
        String forged = iterator.substring(0, iterator.length() - 1) + "-";
        for (String wrong : List.of(forged, "nonsense", arn + "|1|", arn + "|1|AAAA")) {
            assertThatThrownBy(() -> read(wrong))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("Invalid ShardIterator");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String arn = createTable(StreamViewType.NEW_IMAGE).latestStreamArn();
        String other = arn.substring(0, arn.length() - 3) + "999";
        assertThatThrownBy(() -> describe(other))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(
                        "Requested resource not found: Stream: " + other + " not found");
        assertThatThrownBy(
                        () ->
                                streams.getShardIterator(
                                        r ->
                                                r.streamArn(arn)
                                                        .shardId(
                                                                "shardId-00000000000000000000-00000000")
                                                        .shardIteratorType(
                                                                ShardIteratorType.LATEST)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private TableDescription createTable(StreamViewType view) {
        return client.createTable(
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
                                                s -> s.streamEnabled(true).streamViewType(view)))
                .tableDescription();
    }

    private TableDescription update(boolean enabled, @Nullable StreamViewType view) {
        return client.updateTable(
                        r ->
                                r.tableName(TABLE)
                                        .streamSpecification(
                                                s -> s.streamEnabled(enabled).streamViewType(view)))
                .tableDescription();
    }

    private void put(String id, String message) {
        client.putItem(r -> r.tableName(TABLE).item(item(id, message)));
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("Id", fromN(id));
    }

    private static Map<String, AttributeValue> item(String id, String message) {
        return Map.of("Id", fromN(id), "Message", fromS(message));
    }

    private StreamDescription describe(String arn) {
        return streams.describeStream(r -> r.streamArn(arn)).streamDescription();
    }

    private String oldest(String arn, Shard shard) {
        return iterator(arn, shard, ShardIteratorType.TRIM_HORIZON, null);
    }

    private String at(String arn, Shard shard, String number) {
        return iterator(arn, shard, ShardIteratorType.AT_SEQUENCE_NUMBER, number);
    }

    private String after(String arn, Shard shard, String number) {
        return iterator(arn, shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, number);
    }

    private String iterator(
            String arn, Shard shard, ShardIteratorType type, @Nullable String number) {
        return streams.getShardIterator(
                        r ->
                                r.streamArn(arn)
                                        .shardId(shard.shardId())
                                        .shardIteratorType(type)
                                        .sequenceNumber(number))
                .shardIterator();
    }

    private GetRecordsResponse read(String iterator) {
        return streams.getRecords(r -> r.shardIterator(iterator));
    }

    private Shard holderOf(String arn, List<Shard> shards) {
        return shards.stream()
                .filter(shard -> !read(oldest(arn, shard)).records().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** Of all shards that there are, one after the other. */
    private List<Record> readAll(String arn) {
        var records = new ArrayList<Record>();
        for (Shard shard : describe(arn).shards()) {
            records.addAll(read(oldest(arn, shard)).records());
        }
        return records;
    }

    private static List<String> messages(List<Record> records) {
        return records.stream()
                .map(record -> record.dynamodb().newImage().getOrDefault("Message", fromS("")).s())
                .toList();
    }
}
