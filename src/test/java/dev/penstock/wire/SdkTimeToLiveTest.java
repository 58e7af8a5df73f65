package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Time to live with the SDK that most people use, against the edge in-process. */
@Timeout(120)
class SdkTimeToLiveTest {
    private static final String TABLE = "Sessions";
    private static final long EPOCH_SECONDS = InProcessServer.EPOCH_MICROS / 1_000_000;

    private final InProcessServer server = new InProcessServer();
    private DynamoDbClient client;
    private DynamoDbStreamsClient streams;

    @BeforeEach
    void connect() {
        client = server.connect(DynamoDbClient.builder());
        streams = server.connect(DynamoDbStreamsClient.builder());
        client.createTable(
                r ->
                        r.tableName(TABLE)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(attribute("id"), attribute("owner"))
                                .keySchema(hash("id"))
                                .globalSecondaryIndexes(byOwner())
                                .streamSpecification(
                                        s ->
                                                s.streamEnabled(true)
                                                        .streamViewType(
                                                                StreamViewType
                                                                        .NEW_AND_OLD_IMAGES)));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement hash(String name) {
        return KeySchemaElement.builder().attributeName(name).keyType(KeyType.HASH).build();
    }

    private static GlobalSecondaryIndex byOwner() {
        return GlobalSecondaryIndex.builder()
                .indexName("byOwner")
                .keySchema(hash("owner"))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
        streams.close();
        server.close();
    }

    @Test
    void theSettingIsDescribedAsItIs() {
        var before = describe();
        assertThat(before.status()).isEqualTo(TimeToLiveStatus.DISABLED);
        assertThat(before.attribute()).isNull();

        var answer = update("until", true);
        assertThat(answer.enabled()).isTrue();
        assertThat(answer.attributeName()).isEqualTo("until");
        assertThat(describe()).isEqualTo(new Described(TimeToLiveStatus.ENABLED, "until"));
        server.micros.addAndGet(3_601_000_000L);
        update("until", false);
        assertThat(describe()).isEqualTo(new Described(TimeToLiveStatus.DISABLED, null));
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheServicesWords() {
        assertRefused("until", false, "TimeToLive is already disabled");
        update("until", true);
        assertRefused("until", true, "TimeToLive is already enabled");
        assertRefused(
                "other",
                true,
                "TimeToLive is active on a different AttributeName: current AttributeName is"
                        + " until");
        assertRefused(
                "until",
                false,
                "Time to live has been modified multiple times within a fixed interval");
        assertThatThrownBy(() -> client.describeTimeToLive(r -> r.tableName("nowhere")))
                .hasMessageContaining("Requested resource not found: Table: nowhere not found");
    }

    @Test
    void anExpiredItemLeavesTableIndexAndARecord() {
        update("until", true);
        var kept = item("kept", EPOCH_SECONDS + 100);
        var expired = item("expired", EPOCH_SECONDS + 5);
        client.putItem(r -> r.tableName(TABLE).item(kept));
        client.putItem(r -> r.tableName(TABLE).item(expired));
        assertThat(client.scan(r -> r.tableName(TABLE)).count()).isEqualTo(2);

        server.micros.addAndGet(10_000_000);
        while (ofOwner().size() != 1) {
            Thread.onSpinWait();
        }

        assertThat(ofOwner()).containsExactly(kept);
        assertThat(client.scan(r -> r.tableName(TABLE)).items()).containsExactly(kept);
        Record last = removal();
        assertThat(last.dynamodb().keys()).isEqualTo(Map.of("id", fromS("expired")));
        assertThat(last.dynamodb().oldImage()).isEqualTo(expired);
        assertThat(last.userIdentity().type()).isEqualTo("Service");
        assertThat(last.userIdentity().principalId()).isEqualTo("dynamodb.amazonaws.com");
    }

    private static Map<String, AttributeValue> item(String id, long until) {
        return Map.of("id", fromS(id), "owner", fromS("ann"), "until", fromN(Long.toString(until)));
    }

    private List<Map<String, AttributeValue>> ofOwner() {
        return client.query(
                        r ->
                                r.tableName(TABLE)
                                        .indexName("byOwner")
                                        .keyConditionExpression("#o = :o")
                                        .expressionAttributeNames(Map.of("#o", "owner"))
                                        .expressionAttributeValues(Map.of(":o", fromS("ann"))))
                .items();
    }

    private record Described(TimeToLiveStatus status, @Nullable String attribute) {}

    private Described describe() {
        var described = client.describeTimeToLive(r -> r.tableName(TABLE)).timeToLiveDescription();
        return new Described(described.timeToLiveStatus(), described.attributeName());
    }

    private TimeToLiveSpecification update(String attribute, boolean enabled) {
        return client.updateTimeToLive(
                        r ->
                                r.tableName(TABLE)
                                        .timeToLiveSpecification(
                                                s -> s.attributeName(attribute).enabled(enabled)))
                .timeToLiveSpecification();
    }

    private void assertRefused(String attribute, boolean enabled, String text) {
        assertThatThrownBy(() -> update(attribute, enabled))
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        refused -> {
                            var details = refused.awsErrorDetails();
                            assertThat(details.errorCode()).isEqualTo("ValidationException");
                            assertThat(details.errorMessage()).isEqualTo(text);
                        });
    }

    /** The stream's one record of a removal. */
    private Record removal() {
        String arn = client.describeTable(r -> r.tableName(TABLE)).table().latestStreamArn();
        var shards = streams.describeStream(r -> r.streamArn(arn)).streamDescription().shards();
        return shards.stream()
                .map(
                        shard ->
                                streams.getShardIterator(
                                                r ->
                                                        r.streamArn(arn)
                                                                .shardId(shard.shardId())
                                                                .shardIteratorType(
                                                                        ShardIteratorType
                                                                                .TRIM_HORIZON))
                                        .shardIterator())
                .flatMap(
                        iterator ->
                                streams
                                        .getRecords(r -> r.shardIterator(iterator))
                                        .records()
                                        .stream())
                .filter(record -> record.eventName() == OperationType.REMOVE)
                .reduce(
                        (_, _) -> {
                            throw new AssertionError("two removals");
                        })
                .orElseThrow();
    }
}
