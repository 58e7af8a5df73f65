package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The walk through the Music table with the SDK that most people use, against the edge in-process.
 */
class SdkRoundTripTest {
    private static final String TABLE = "Music";
    private static final InProcessServer SERVER = new InProcessServer();

    private static DynamoDbClient client;
    private static DynamoDbAsyncClient asyncClient;

    @BeforeAll
    static void connect() {
        client = SERVER.connect(DynamoDbClient.builder());
        asyncClient = SERVER.connect(DynamoDbAsyncClient.builder());
    }

    @AfterAll
    static void disconnect() {
        client.close();
        asyncClient.close();
        SERVER.close();
    }

    @BeforeEach
    void createTable() {
        client.createTable(
                r ->
                        r.tableName(TABLE)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        List.of(attribute("Artist"), attribute("SongTitle")))
                                .keySchema(
                                        List.of(
                                                element("Artist", KeyType.HASH),
                                                element("SongTitle", KeyType.RANGE))));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement element(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    @AfterEach
    void deleteTable() {
        client.deleteTable(r -> r.tableName(TABLE));
    }

    @Test
    void aTableIsDescribedAndListed() {
        var table = client.describeTable(r -> r.tableName(TABLE)).table();

        assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(table.tableArn())
                .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/Music");
        assertThat(table.creationDateTime().getEpochSecond()).isEqualTo(1_700_000_000L);
        assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(client.listTables().tableNames()).containsExactly(TABLE);
        client.waiter().waitUntilTableExists(r -> r.tableName(TABLE));
    }

    @Test
    void anItemIsPutAndGot() {
        client.putItem(r -> r.tableName(TABLE).item(everyType()));

        var answer =
                client.getItem(
                        r ->
                                r.tableName(TABLE)
                                        .key(key("Acme", "All types"))
                                        .consistentRead(true)
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        assertThat(answer.item()).isEqualTo(everyType());
        assertThat(answer.consumedCapacity().capacityUnits()).isEqualTo(1.0);
        assertThat(client.getItem(r -> r.tableName(TABLE).key(key("No", "One"))).hasItem())
                .isFalse();
    }

    @Test
    void aConditionThatFailsShowsTheItem() {
        putSong("Acme", "Happy Day", 2015);

        assertThatThrownBy(
                        () ->
                                client.putItem(
                                        r ->
                                                r.tableName(TABLE)
                                                        .item(key("Acme", "Happy Day"))
                                                        .conditionExpression(
                                                                "attribute_not_exists(Artist)")
                                                        .returnValuesOnConditionCheckFailure(
                                                                ReturnValuesOnConditionCheckFailure
                                                                        .ALL_OLD)))
                .isInstanceOfSatisfying(
                        ConditionalCheckFailedException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo("The conditional request failed");
                            assertThat(e.item()).containsEntry("Year", fromN("2015"));
                        });
    }

    @Test
    void anUpdateReturnsWhatItChanged() {
        putSong("Acme", "Happy Day", 2015);

        var answer =
                client.updateItem(
                        r ->
                                r.tableName(TABLE)
                                        .key(key("Acme", "Happy Day"))
                                        .updateExpression("SET #y = #y + :one, Plays = :plays")
                                        .expressionAttributeNames(Map.of("#y", "Year"))
                                        .expressionAttributeValues(
                                                Map.of(":one", fromN("1"), ":plays", fromN("7")))
                                        .returnValues(ReturnValue.UPDATED_NEW));

        assertThat(answer.attributes())
                .isEqualTo(Map.of("Year", fromN("2016"), "Plays", fromN("7")));
    }

    @Test
    void aDeletedItemIsReturnedAndGone() {
        putSong("Acme", "Happy Day", 2015);

        var answer =
                client.deleteItem(
                        r ->
                                r.tableName(TABLE)
                                        .key(key("Acme", "Happy Day"))
                                        .returnValues(ReturnValue.ALL_OLD));

        assertThat(answer.attributes()).containsEntry("Year", fromN("2015"));
        assertThat(client.getItem(r -> r.tableName(TABLE).key(key("Acme", "Happy Day"))).hasItem())
                .isFalse();
    }

    @Test
    void aQueryGivesACollectionInOrderPageByPage() {
        for (int i = 0; i < 9; i++) {
            putSong("Acme", "Song " + i, 2000 + i);
            putSong("Other", "Song " + i, 2000 + i);
        }

        var songs =
                client
                        .queryPaginator(
                                r ->
                                        r.tableName(TABLE)
                                                .keyConditionExpression(
                                                        "Artist = :a AND SongTitle BETWEEN :b AND"
                                                                + " :c")
                                                .expressionAttributeValues(
                                                        Map.of(
                                                                ":a", fromS("Acme"),
                                                                ":b", fromS("Song 2"),
                                                                ":c", fromS("Song 7")))
                                                .scanIndexForward(false)
                                                .limit(4))
                        .items()
                        .stream()
                        .map(item -> item.getOrDefault("SongTitle", fromS("")).s())
                        .toList();

        assertThat(songs)
                .containsExactly("Song 7", "Song 6", "Song 5", "Song 4", "Song 3", "Song 2");
    }

    @Test
    void aParallelScanSeesEveryItemOnce() {
        for (int i = 0; i < 50; i++) {
            putSong("Artist " + i, "Song", 2000 + i);
        }

        var years =
                IntStream.range(0, 4)
                        .boxed()
                        .flatMap(
                                segment ->
                                        client
                                                .scanPaginator(
                                                        r ->
                                                                r.tableName(TABLE)
                                                                        .segment(segment)
                                                                        .totalSegments(4)
                                                                        .limit(3)
                                                                        .filterExpression(
                                                                                "#y >= :y")
                                                                        .expressionAttributeNames(
                                                                                Map.of(
                                                                                        "#y",
                                                                                        "Year"))
                                                                        .expressionAttributeValues(
                                                                                Map.of(
                                                                                        ":y",
                                                                                        fromN(
                                                                                                "2010"))))
                                                .items()
                                                .stream())
                        .map(item -> Integer.parseInt(item.getOrDefault("Year", fromN("0")).n()))
                        .sorted()
                        .toList();

        assertThat(years).isEqualTo(IntStream.range(2010, 2050).boxed().toList());
    }

    @Test
    void batchesWriteAndRead() {
        var puts =
                IntStream.range(0, 25)
                        .mapToObj(
                                i ->
                                        WriteRequest.builder()
                                                .putRequest(p -> p.item(key("Acme", "Song " + i)))
                                                .build())
                        .toList();

        var written = client.batchWriteItem(r -> r.requestItems(Map.of(TABLE, puts)));
        var read =
                client.batchGetItem(
                        r ->
                                r.requestItems(
                                        Map.of(
                                                TABLE,
                                                KeysAndAttributes.builder()
                                                        .keys(
                                                                List.of(
                                                                        key("Acme", "Song 3"),
                                                                        key("Acme", "Song 99")))
                                                        .build())));

        assertThat(written.unprocessedItems()).isEmpty();
        assertThat(read.responses().get(TABLE)).containsExactly(key("Acme", "Song 3"));
        assertThat(read.unprocessedKeys()).isEmpty();
    }

    @Test
    void tagsAreAddedListedAndRemoved() {
        String arn = client.describeTable(r -> r.tableName(TABLE)).table().tableArn();

        client.tagResource(
                r ->
                        r.resourceArn(arn)
                                .tags(
                                        Tag.builder().key("a").value("1").build(),
                                        Tag.builder().key("b").value("2").build()));
        client.untagResource(r -> r.resourceArn(arn).tagKeys("a"));

        assertThat(client.listTagsOfResource(r -> r.resourceArn(arn)).tags())
                .containsExactly(Tag.builder().key("b").value("2").build());
    }

    @Test
    void settingsOfATableAreUpdated() {
        client.updateTable(r -> r.tableName(TABLE).deletionProtectionEnabled(true));
        assertThatThrownBy(() -> client.deleteTable(r -> r.tableName(TABLE)))
                .hasMessageContaining("protected against deletion");
        client.updateTable(
                r ->
                        r.tableName(TABLE)
                                .deletionProtectionEnabled(false)
                                .billingMode(BillingMode.PROVISIONED)
                                .provisionedThroughput(
                                        t -> t.readCapacityUnits(5L).writeCapacityUnits(6L)));

        var table = client.describeTable(r -> r.tableName(TABLE)).table();
        assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(6);
    }

    @Test
    void theAsynchronousClientWorksToo() {
        asyncClient.putItem(r -> r.tableName(TABLE).item(key("Async", "Song"))).join();

        assertThat(asyncClient.scan(r -> r.tableName(TABLE)).join().items())
                .isEqualTo(List.of(key("Async", "Song")));
        assertThatThrownBy(() -> asyncClient.scan(r -> r.tableName("Nothing")).join())
                .hasCauseInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void limitsAndEndpointsAreDescribed() {
        assertThat(client.describeLimits().tableMaxReadCapacityUnits()).isEqualTo(40_000);
        assertThat(client.describeEndpoints(r -> {}).endpoints().getFirst().address())
                .isEqualTo("127.0.0.1:" + SERVER.port());
    }

    private static void putSong(String artist, String title, int year) {
        client.putItem(
                r ->
                        r.tableName(TABLE)
                                .item(
                                        Map.of(
                                                "Artist", fromS(artist),
                                                "SongTitle", fromS(title),
                                                "Year", fromN(Integer.toString(year)))));
    }

    private static Map<String, AttributeValue> key(String artist, String title) {
        return Map.of("Artist", fromS(artist), "SongTitle", fromS(title));
    }

    private static Map<String, AttributeValue> everyType() {
        var bytes = SdkBytes.fromUtf8String("bytes");
        return Map.ofEntries(
                Map.entry("Artist", fromS("Acme")),
                Map.entry("SongTitle", fromS("All types")),
                Map.entry("n", fromN("-12345678901234567890.123456789012345678")),
                Map.entry("b", AttributeValue.fromB(bytes)),
                Map.entry("bool", AttributeValue.fromBool(true)),
                Map.entry("null", AttributeValue.fromNul(true)),
                Map.entry("list", AttributeValue.fromL(List.of(fromS(""), fromN("0")))),
                Map.entry("map", AttributeValue.fromM(Map.of("käse \"x\"", fromS("\u0001é😀")))),
                Map.entry("ss", AttributeValue.fromSs(List.of("a", "b"))),
                Map.entry("ns", AttributeValue.fromNs(List.of("1", "2.5"))),
                Map.entry("bs", AttributeValue.fromBs(List.of(bytes))));
    }
}
