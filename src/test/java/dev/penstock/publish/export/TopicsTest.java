package dev.penstock.publish.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import dev.penstock.table.destination.StreamingDestination;
import dev.penstock.table.destination.StreamingDestination.Precision;
import dev.penstock.table.destination.StreamingDestination.State;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {
    private static final KeyAttribute ID = new KeyAttribute("id", KeyType.S);

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kinesis:us-east-1:000000000000:stream/orders, orders",
        "arn:aws:kinesis:us-east-1:000000000000:stream/Shop.orders-2_x, Shop.orders-2_x",
        "arn:aws:kinesis:us-east-1:000000000000:stream/a b/ü, a_b__",
        "arn:aws:kinesis:us-east-1:000000000000:stream/.., __",
        "arn:aws:kinesis:us-east-1:000000000000:stream/, Music",
        "arn:aws:kafka:us-east-1:000000000000:cluster/one, Music",
    })
    void aStreamsNameIsItsTopic(String arn, String topic) {
        var settings =
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST, Throughput.NONE, TableClass.STANDARD, false);
        var table =
                new TableDefinition(
                        new TableIdentity("Music", 64, "uuid", 1),
                        1,
                        new KeySchema(ID, null),
                        List.of(ID),
                        settings);
        var destination = new StreamingDestination(arn, Precision.MILLISECOND, State.ACTIVE, 1, 0);

        assertThat(Topics.of(table, destination)).isEqualTo(topic);
    }
}
