package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ApproximateCreationDateTimePrecision;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KinesisDataStreamDestination;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The operations on destinations with the SDK, of a node that knows a broker. */
class DestinationsTest {
    private static final String TABLE = "Music";
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";

    private final KnownBroker exports = new KnownBroker();
    private final InProcessServer server = InProcessServer.of(exports);
    private DynamoDbClient client;

    @BeforeEach
    void connect() {
        client = server.connect(DynamoDbClient.builder());
        client.createTable(
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
                                                .build()));
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    @Test
    void aDestinationIsEnabledUpdatedAndDisabled() {
        assertThat(destinations()).isEmpty();
        var enabled =
                client.enableKinesisStreamingDestination(r -> r.tableName(TABLE).streamArn(ARN));
        assertThat(enabled.destinationStatus()).isEqualTo(DestinationStatus.ENABLING);
        assertThat(enabled.tableName()).isEqualTo(TABLE);
        assertThat(enabled.streamArn()).isEqualTo(ARN);
        assertThat(destinations())
                .containsExactly(
                        destination(
                                DestinationStatus.ACTIVE,
                                ApproximateCreationDateTimePrecision.MILLISECOND));

        var updated =
                client.updateKinesisStreamingDestination(
                        r ->
                                r.tableName(TABLE)
                                        .streamArn(ARN)
                                        .updateKinesisStreamingConfiguration(
                                                c ->
                                                        c.approximateCreationDateTimePrecision(
                                                                ApproximateCreationDateTimePrecision
                                                                        .MICROSECOND)));
        assertThat(updated.destinationStatus()).isEqualTo(DestinationStatus.UPDATING);
        assertThat(destinations().getFirst().approximateCreationDateTimePrecision())
                .isEqualTo(ApproximateCreationDateTimePrecision.MICROSECOND);

        var disabled =
                client.disableKinesisStreamingDestination(r -> r.tableName(TABLE).streamArn(ARN));
        assertThat(disabled.destinationStatus()).isEqualTo(DestinationStatus.DISABLING);
        assertThat(destinations().getFirst().destinationStatus())
                .isEqualTo(DestinationStatus.DISABLING);
        server.micros.addAndGet(60_000_100);
        assertThat(destinations().getFirst().destinationStatus())
                .isEqualTo(DestinationStatus.DISABLED);
        server.micros.addAndGet(86_400_000_100L);
        assertThat(destinations()).isEmpty();
        assertThat(exports.looks()).isEqualTo(3);
    }

    @Test
    void aNodeThatKnowsNoBrokerEnablesNothing() {
        exports.forget();
        client.enableKinesisStreamingDestination(r -> r.tableName(TABLE).streamArn(ARN));
        var destination = destinations().getFirst();
        assertThat(destination.destinationStatus()).isEqualTo(DestinationStatus.ENABLE_FAILED);
        assertThat(destination.destinationStatusDescription())
                .contains("penstock.kafka-bootstrap-servers");
    }

    @Test
    void aTablesArnIsANameToo() {
        client.enableKinesisStreamingDestination(
                r ->
                        r.tableName("arn:aws:dynamodb:us-east-1:000000000000:table/" + TABLE)
                                .streamArn(ARN));
        assertThat(destinations()).hasSize(1);
    }

    @Test
    void whatIsAskedWronglyIsRefused() {
        assertRefused(
                () ->
                        client.disableKinesisStreamingDestination(
                                r -> r.tableName(TABLE).streamArn(ARN)),
                "Table is not in a valid state to enable Kinesis Streaming Destination:"
                        + " KinesisStreamingDestination must be ACTIVE to perform DISABLE"
                        + " operation.");
        assertRefused(
                () ->
                        client.enableKinesisStreamingDestination(
                                r -> r.tableName(TABLE).streamArn("arn:x")),
                "1 validation error detected: Value 'arn:x' at 'streamArn' failed to satisfy"
                        + " constraint: Member must have length greater than or equal to 37");
        assertRefused(
                () ->
                        client.updateKinesisStreamingDestination(
                                r -> r.tableName(TABLE).streamArn(ARN)),
                "Streaming destination cannot be updated with given parameters:"
                        + " UpdateKinesisStreamingConfiguration cannot be null or contain only"
                        + " null values");
        assertRefused(
                () ->
                        client.enableKinesisStreamingDestination(
                                r ->
                                        r.tableName(TABLE)
                                                .streamArn(ARN)
                                                .enableKinesisStreamingConfiguration(
                                                        c ->
                                                                c
                                                                        .approximateCreationDateTimePrecision(
                                                                                "SECOND"))),
                "1 validation error detected: Value 'SECOND' at"
                    + " 'enableKinesisStreamingConfiguration.approximateCreationDateTimePrecision'"
                    + " failed to satisfy constraint: Member must satisfy enum value set:"
                    + " [MICROSECOND, MILLISECOND]");
        assertThatThrownBy(
                        () ->
                                client.describeKinesisStreamingDestination(
                                        r -> r.tableName("Absent")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Requested resource not found: Table: Absent not found");
    }

    private static void assertRefused(Runnable call, String text) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        refused -> {
                            assertThat(refused.awsErrorDetails().errorCode())
                                    .isEqualTo("ValidationException");
                            assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(text);
                        });
    }

    private List<KinesisDataStreamDestination> destinations() {
        return client.describeKinesisStreamingDestination(r -> r.tableName(TABLE))
                .kinesisDataStreamDestinations();
    }

    private static KinesisDataStreamDestination destination(
            DestinationStatus status, ApproximateCreationDateTimePrecision precision) {
        return KinesisDataStreamDestination.builder()
                .streamArn(ARN)
                .destinationStatus(status)
                .approximateCreationDateTimePrecision(precision)
                .build();
    }
}
