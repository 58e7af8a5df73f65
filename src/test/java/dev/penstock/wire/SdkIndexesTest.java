package dev.penstock.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * Global secondary indexes with the SDK that most people use, against the edge in-process. An index
 * is a moment behind its table: tests ask until it has what they wait for.
 */
@Timeout(120)
class SdkIndexesTest {
    private static final String TABLE = "Orders";
    private static final int ITEMS = 30;
    private static final InProcessServer SERVER = new InProcessServer();

    private static DynamoDbClient client;

    @BeforeAll
    static void connect() {
        client = SERVER.connect(DynamoDbClient.builder());
    }

    @AfterAll
    static void disconnect() {
        client.close();
        SERVER.close();
    }

    @BeforeEach
    void createTable() {
        client.createTable(
                r ->
                        r.tableName(TABLE)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        attribute("id", ScalarAttributeType.S),
                                        attribute("owner", ScalarAttributeType.S),
                                        attribute("at", ScalarAttributeType.N),
                                        attribute("print", ScalarAttributeType.B),
                                        attribute("country", ScalarAttributeType.S),
                                        attribute("city", ScalarAttributeType.S),
                                        attribute("zip", ScalarAttributeType.N),
                                        attribute("street", ScalarAttributeType.S))
                                .keySchema(key("id", KeyType.HASH))
                                .globalSecondaryIndexes(
                                        index(
                                                "byOwner",
                                                ProjectionType.ALL,
                                                key("owner", KeyType.HASH),
                                                key("at", KeyType.RANGE)),
                                        index(
                                                "byPrint",
                                                ProjectionType.KEYS_ONLY,
                                                key("print", KeyType.HASH)),
                                        index(
                                                "byPlace",
                                                ProjectionType.INCLUDE,
                                                key("country", KeyType.HASH),
                                                key("city", KeyType.HASH),
                                                key("zip", KeyType.RANGE),
                                                key("street", KeyType.RANGE))));
    }

    @AfterEach
    void deleteTable() {
        client.deleteTable(r -> r.tableName(TABLE));
    }

    @Test
    void eachIndexGivesWhatItProjects() {
        put(order(1, "ann", 5));

        assertThat(await(byOwner("ann"), 1)).containsExactly(order(1, "ann", 5));
        var print = fromB(SdkBytes.fromByteArray(new byte[] {0, 1}));
        assertThat(
                        await(
                                q ->
                                        q.indexName("byPrint")
                                                .keyConditionExpression("print = :p")
                                                .expressionAttributeValues(Map.of(":p", print)),
                                1))
                .containsExactly(Map.of("id", fromS("1"), "print", print));
        assertThat(await(byPlace("zip = :z AND begins_with(street, :s)"), 1))
                .singleElement()
                .satisfies(
                        item ->
                                assertThat(item)
                                        .containsOnlyKeys(
                                                "id", "country", "city", "zip", "street", "note"));
    }

    @Test
    void anItemWithoutTheKeysIsNotInTheIndex() {
        put(Map.of("id", fromS("sparse"), "owner", fromS("ann")));
        put(order(1, "ann", 5));

        assertThat(await(byOwner("ann"), 1)).containsExactly(order(1, "ann", 5));
    }

    @Test
    void pagesGoOnBetweenEqualKeys() {
        IntStream.range(0, ITEMS).forEach(i -> put(order(i, "ann", 5)));
        await(byOwner("ann"), ITEMS);

        for (boolean forward : new boolean[] {true, false}) {
            var ids = new ArrayList<String>();
            Map<String, AttributeValue> start = null;
            do {
                var from = start;
                var page =
                        client.query(
                                q ->
                                        byOwner("ann")
                                                .andThen(
                                                        r ->
                                                                r.tableName(TABLE)
                                                                        .limit(7)
                                                                        .scanIndexForward(forward)
                                                                        .exclusiveStartKey(from))
                                                .accept(q));
                page.items().forEach(item -> ids.add(id(item)));
                start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
                if (start != null) {
                    assertThat(start).containsOnlyKeys("id", "owner", "at");
                }
            } while (start != null);
            assertThat(ids).hasSize(ITEMS).doesNotHaveDuplicates();
        }
    }

    @Test
    void segmentsOfAScanTogetherGiveEachItemOnce() {
        IntStream.range(0, ITEMS).forEach(i -> put(order(i, "owner" + i, i)));
        await(
                q ->
                        q.indexName("byOwner")
                                .keyConditionExpression("#o = :o")
                                .expressionAttributeNames(Map.of("#o", "owner"))
                                .expressionAttributeValues(
                                        Map.of(":o", fromS("owner" + (ITEMS - 1)))),
                1);

        var ids = new ArrayList<String>();
        for (int segment = 0; segment < 4; segment++) {
            int number = segment;
            client.scanPaginator(
                            r ->
                                    r.tableName(TABLE)
                                            .indexName("byOwner")
                                            .totalSegments(4)
                                            .segment(number)
                                            .limit(3))
                    .items()
                    .forEach(item -> ids.add(id(item)));
        }

        assertThat(ids).hasSize(ITEMS).doesNotHaveDuplicates();
    }

    @Test
    void anIndexIsAddedAndDropped() {
        IntStream.range(0, ITEMS).forEach(i -> put(order(i, "ann", i)));
        putMisfits();

        var create =
                GlobalSecondaryIndexUpdate.builder()
                        .create(
                                c ->
                                        c.indexName("byKind")
                                                .keySchema(key("kind", KeyType.HASH))
                                                .projection(
                                                        p -> p.projectionType(ProjectionType.ALL)))
                        .build();
        var made =
                client.updateTable(
                                r ->
                                        r.tableName(TABLE)
                                                .attributeDefinitions(
                                                        attribute("kind", ScalarAttributeType.S))
                                                .globalSecondaryIndexUpdates(create))
                        .tableDescription();
        assertThat(made.globalSecondaryIndexes())
                .filteredOn(index -> index.indexName().equals("byKind"))
                .singleElement()
                .extracting(GlobalSecondaryIndexDescription::indexStatus)
                .isEqualTo(IndexStatus.CREATING);
        var ready = awaitActive("byKind");
        assertThat(ready.itemCount()).isEqualTo(ITEMS);
        assertThat(ready.indexArn()).endsWith("table/Orders/index/byKind");
        assertThat(await(SdkIndexesTest::byKind, ITEMS)).hasSize(ITEMS);

        var delete =
                GlobalSecondaryIndexUpdate.builder().delete(d -> d.indexName("byKind")).build();
        client.updateTable(r -> r.tableName(TABLE).globalSecondaryIndexUpdates(delete));
        while (described("byKind") != null) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> client.query(q -> byKind(q.tableName(TABLE))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("The table does not have the specified index: byKind");
        assertThat(client.describeTable(r -> r.tableName(TABLE)).table().attributeDefinitions())
                .doesNotContain(attribute("kind", ScalarAttributeType.S));
    }

    @Test
    void anIndexWhoseThroughputChangesIsUpdatingInTheAnswer() {
        var provisioned =
                client.updateTable(
                                r ->
                                        r.tableName(TABLE)
                                                .billingMode(BillingMode.PROVISIONED)
                                                .provisionedThroughput(units(1))
                                                .globalSecondaryIndexUpdates(
                                                        throughput("byOwner", 1),
                                                        throughput("byPrint", 1),
                                                        throughput("byPlace", 1)))
                        .tableDescription();
        var raised =
                client.updateTable(
                                r ->
                                        r.tableName(TABLE)
                                                .globalSecondaryIndexUpdates(
                                                        throughput("byOwner", 2)))
                        .tableDescription();

        assertThat(provisioned.globalSecondaryIndexes())
                .extracting(GlobalSecondaryIndexDescription::indexStatus)
                .containsOnly(IndexStatus.UPDATING);
        assertThat(raised.tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(raised.globalSecondaryIndexes())
                .extracting(
                        GlobalSecondaryIndexDescription::indexName,
                        GlobalSecondaryIndexDescription::indexStatus)
                .containsExactlyInAnyOrder(
                        tuple("byOwner", IndexStatus.UPDATING),
                        tuple("byPrint", IndexStatus.ACTIVE),
                        tuple("byPlace", IndexStatus.ACTIVE));
        assertThat(requireNonNull(described("byOwner")).indexStatus())
                .isEqualTo(IndexStatus.ACTIVE);
    }

    private static GlobalSecondaryIndexUpdate throughput(String index, long units) {
        return GlobalSecondaryIndexUpdate.builder()
                .update(u -> u.indexName(index).provisionedThroughput(units(units)))
                .build();
    }

    private static ProvisionedThroughput units(long units) {
        return ProvisionedThroughput.builder()
                .readCapacityUnits(units)
                .writeCapacityUnits(units)
                .build();
    }

    @Test
    void whatAnIndexCannotGiveIsRefused() {
        assertRefused(
                byOwner("ann").andThen(q -> q.consistentRead(true)),
                "Consistent reads are not supported on global secondary indexes");
        assertRefused(
                byPlace("zip = :z AND begins_with(street, :s)")
                        .andThen(q -> q.select(Select.ALL_ATTRIBUTES)),
                "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not"
                    + " supported for global secondary index byPlace because its projection type is"
                    + " not ALL");
        assertRefused(
                byPlace("zip = :z AND begins_with(street, :s)")
                        .andThen(q -> q.projectionExpression("id, note, kind")),
                "One or more parameter values were invalid: Global secondary index byPlace does"
                        + " not project [kind]");
        assertRefused(
                byPlace("begins_with(street, :s)"),
                "RANGE key attributes zip must have equality conditions specified in the query"
                        + " because a condition is present on key attribute street");
        assertRefused(
                byOwner("ann").andThen(q -> q.filterExpression("attribute_exists(#o)")),
                "Filter Expression can only contain non-primary key attributes: Primary key"
                        + " attribute: owner");
        assertRefused(
                byOwner("ann").andThen(q -> q.exclusiveStartKey(Map.of("id", fromS("1")))),
                "The provided starting key is invalid");
        assertRefused(
                byOwner("ann")
                        .andThen(
                                q ->
                                        q.exclusiveStartKey(
                                                Map.of(
                                                        "id",
                                                        fromS("1"),
                                                        "owner",
                                                        fromS("bob"),
                                                        "at",
                                                        fromN("5")))),
                "The provided starting key is outside query boundaries based on provided"
                        + " conditions");
        assertThatThrownBy(
                        () -> put(Map.of("id", fromS("1"), "owner", fromN("1"), "at", fromN("1"))))
                .hasMessageContaining(
                        "One or more parameter values were invalid: Type mismatch for Index Key"
                                + " owner Expected: S Actual: N IndexName: byOwner");
    }

    @Test
    void aStartKeyThatNoEntryCanHaveIsRefused() {
        var start = Map.of("id", fromS("1"), "owner", fromS("a".repeat(2_049)), "at", fromN("5"));
        assertRefused(
                byOwner("ann").andThen(q -> q.exclusiveStartKey(start)),
                "The provided starting key is invalid");
    }

    @Test
    void capacityIsToldByArm() {
        var first = consumed(Map.of("id", fromS("1"), "owner", fromS("ann"), "at", fromN("1")));
        assertThat(first.capacityUnits()).isEqualTo(2.0);
        assertThat(first.table().capacityUnits()).isEqualTo(1.0);
        assertThat(first.globalSecondaryIndexes()).containsOnlyKeys("byOwner");
        var moved = consumed(Map.of("id", fromS("1"), "owner", fromS("bob"), "at", fromN("1")));
        assertThat(arm(moved)).isEqualTo(2.0);
        var same = consumed(Map.of("id", fromS("1"), "owner", fromS("bob"), "at", fromN("1")));
        assertThat(same.hasGlobalSecondaryIndexes()).isFalse();
        var read =
                client.query(
                                q ->
                                        byOwner("bob")
                                                .andThen(
                                                        r ->
                                                                r.tableName(TABLE)
                                                                        .returnConsumedCapacity(
                                                                                ReturnConsumedCapacity
                                                                                        .INDEXES))
                                                .accept(q))
                        .consumedCapacity();
        assertThat(read.capacityUnits()).isEqualTo(0.5);
        assertThat(read.table().capacityUnits()).isZero();
        assertThat(arm(read)).isEqualTo(0.5);
    }

    private static ConsumedCapacity consumed(Map<String, AttributeValue> item) {
        return client.putItem(
                        r ->
                                r.tableName(TABLE)
                                        .item(item)
                                        .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES))
                .consumedCapacity();
    }

    private static double arm(ConsumedCapacity consumed) {
        return requireNonNull(consumed.globalSecondaryIndexes().get("byOwner")).capacityUnits();
    }

    private static String id(Map<String, AttributeValue> item) {
        return requireNonNull(item.get("id")).s();
    }

    private static void assertRefused(Consumer<QueryRequest.Builder> query, String text) {
        assertThatThrownBy(() -> client.query(q -> query.accept(q.tableName(TABLE))))
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        refused ->
                                assertThat(refused.awsErrorDetails().errorMessage())
                                        .isEqualTo(text));
    }

    /** The items that a Query gives once it gives this many. */
    private static List<Map<String, AttributeValue>> await(
            Consumer<QueryRequest.Builder> query, int count) {
        while (true) {
            var items = client.query(q -> query.accept(q.tableName(TABLE))).items();
            if (items.size() >= count) {
                return items;
            }
        }
    }

    private static GlobalSecondaryIndexDescription awaitActive(String name) {
        while (true) {
            var index = requireNonNull(described(name));
            if (index.indexStatus() == IndexStatus.ACTIVE) {
                return index;
            }
        }
    }

    private static Consumer<QueryRequest.Builder> byOwner(String owner) {
        return q ->
                q.indexName("byOwner")
                        .keyConditionExpression("#o = :o")
                        .expressionAttributeNames(Map.of("#o", "owner"))
                        .expressionAttributeValues(Map.of(":o", fromS(owner)));
    }

    private static void byKind(QueryRequest.Builder query) {
        query.indexName("byKind")
                .keyConditionExpression("kind = :k")
                .expressionAttributeValues(Map.of(":k", fromS("order")));
    }

    private static Consumer<QueryRequest.Builder> byPlace(String sortCondition) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":c", fromS("CH"));
        values.put(":t", fromS("Bern"));
        values.put(":s", fromS("Markt"));
        if (sortCondition.contains(":z")) {
            values.put(":z", fromN("3011"));
        }
        return q ->
                q.indexName("byPlace")
                        .keyConditionExpression("country = :c AND city = :t AND " + sortCondition)
                        .expressionAttributeValues(values);
    }

    private static @Nullable GlobalSecondaryIndexDescription described(String index) {
        return client
                .describeTable(r -> r.tableName(TABLE))
                .table()
                .globalSecondaryIndexes()
                .stream()
                .filter(each -> each.indexName().equals(index))
                .findFirst()
                .orElse(null);
    }

    private static void put(Map<String, AttributeValue> item) {
        client.putItem(r -> r.tableName(TABLE).item(item));
    }

    /** Whoever wrote these knew nothing of an index by kind. */
    private static void putMisfits() {
        put(Map.of("id", fromS("wrong type"), "kind", fromN("1")));
        put(Map.of("id", fromS("empty"), "kind", fromS("")));
        put(Map.of("id", fromS("too large"), "kind", fromS("k".repeat(2_049))));
    }

    private static Map<String, AttributeValue> order(int id, String owner, int at) {
        var item = new HashMap<String, AttributeValue>();
        item.put("id", fromS(Integer.toString(id)));
        item.put("owner", fromS(owner));
        item.put("at", fromN(Integer.toString(at)));
        item.put("kind", fromS("order"));
        item.put("print", fromB(SdkBytes.fromByteArray(new byte[] {0, 1})));
        item.put("country", fromS("CH"));
        item.put("city", fromS("Bern"));
        item.put("zip", fromN("3011"));
        item.put("street", fromS("Marktgasse"));
        item.put("note", fromS("ring twice"));
        return item;
    }

    private static GlobalSecondaryIndex index(
            String name, ProjectionType type, KeySchemaElement... keys) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(Arrays.asList(keys))
                .projection(
                        p -> {
                            p.projectionType(type);
                            if (type == ProjectionType.INCLUDE) {
                                p.nonKeyAttributes("note");
                            }
                        })
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }
}
