package dev.penstock.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The packaged server and the AWS SDK for Java: what one client wrote, another reads after a stop
 * and after a kill.
 */
class SdkRestartIT {
    private static final String TABLE = "Music";
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
    private static final Map<String, AttributeValue> KEY =
            Map.of("Artist", fromS("Acme Band"), "SongTitle", fromS("Happy Day"));

    private final Path home = Path.of(System.getProperty("test.home", "."));

    @TempDir private Path work;

    @Test
    void everythingIsThereAfterAStopAndAfterAKill() throws Exception {
        try (var server = start();
                var client = client(server.client().endpoint())) {
            createTable(client);
            client.putItem(r -> r.tableName(TABLE).item(KEY));
            client.updateItem(
                    r ->
                            r.tableName(TABLE)
                                    .key(KEY)
                                    .updateExpression("ADD Plays :n")
                                    .expressionAttributeValues(Map.of(":n", fromN("7"))));
            assertThat(server.stop()).isZero();
        }
        try (var server = start();
                var client = asyncClient(server.client().endpoint())) {
            var item = client.getItem(r -> r.tableName(TABLE).key(KEY)).join().item();
            assertThat(item).containsEntry("Plays", fromN("7"));
            client.putItem(r -> r.tableName(TABLE).item(song("PartiQL Rocks"))).join();
            server.killNine();
        }
        try (var server = start();
                var client = client(server.client().endpoint())) {
            var songs =
                    client
                            .queryPaginator(
                                    r ->
                                            r.tableName(TABLE)
                                                    .keyConditionExpression("Artist = :a")
                                                    .expressionAttributeValues(
                                                            Map.of(":a", fromS("Acme Band"))))
                            .items()
                            .stream()
                            .map(item -> item.get("SongTitle"))
                            .toList();
            assertThat(songs).isEqualTo(List.of(fromS("Happy Day"), fromS("PartiQL Rocks")));
            client.deleteTable(r -> r.tableName(TABLE));
            assertThat(client.listTables().tableNames()).isEmpty();
            assertThat(server.stop()).isZero();
        }
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(
                home, work.resolve("data"), work.resolve("server.log"), Map.of());
    }

    private static Map<String, AttributeValue> song(String title) {
        return Map.of("Artist", fromS("Acme Band"), "SongTitle", fromS(title));
    }

    private static void createTable(DynamoDbClient client) {
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

    private static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private static DynamoDbAsyncClient asyncClient(URI endpoint) {
        return DynamoDbAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }
}
