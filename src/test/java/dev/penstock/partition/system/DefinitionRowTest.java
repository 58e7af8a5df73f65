package dev.penstock.partition.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.table.BillingMode;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableSettings;
import dev.penstock.table.TableSettings.TimeToLive;
import dev.penstock.table.Throughput;
import dev.penstock.table.destination.StreamingDestination;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionRowTest {
    private static final KeyAttribute ARTIST = new KeyAttribute("Artist", KeyType.S);
    private static final KeyAttribute YEAR = new KeyAttribute("Year", KeyType.N);
    private static final KeyAttribute COVER = new KeyAttribute("Cover", KeyType.B);
    private static final KeySchema KEY_SCHEMA = new KeySchema(ARTIST, null);
    private static final TableSettings SETTINGS =
            TableSettings.of(
                    BillingMode.PROVISIONED, Throughput.of(1, 2), TableClass.STANDARD, false);

    @Test
    void aTableWithIndexesOfEveryKindIsReadAsItWasWritten() {
        var definition =
                plain().with(
                                SETTINGS,
                                List.of(
                                        index(3, "third", IndexProjection.ALL),
                                        index(1, "first", IndexProjection.KEYS_ONLY),
                                        composite(2, "second")),
                                List.of(ARTIST, YEAR, COVER));

        var decoded = DefinitionRow.decode(DefinitionRow.encode(definition));

        assertThat(decoded).isEqualTo(definition);
        assertThat(decoded.indexes())
                .extracting(IndexDefinition::name)
                .containsExactly("first", "second", "third");
        assertThat(decoded.lastIndexId()).isEqualTo(3);
    }

    /** What earlier releases wrote: nothing of it changed. */
    @Test
    void aTableThatNeverHadAnIndexSaysNothingOfIndexes() {
        var row = new RowReader(DefinitionRow.encode(plain()));

        assertThat(row.find("indexes")).isNegative();
        assertThat(row.find("lastIndexId")).isNegative();
        assertThat(DefinitionRow.decode(row.row())).isEqualTo(plain());
    }

    @Test
    void idsOfDroppedIndexesAreRemembered() {
        var made =
                plain().with(
                                SETTINGS,
                                List.of(index(1, "first", IndexProjection.ALL)),
                                List.of(ARTIST, YEAR));
        var dropped = made.with(List.of());

        var decoded = DefinitionRow.decode(DefinitionRow.encode(dropped));

        assertThat(decoded.lastIndexId()).isEqualTo(1);
        assertThat(decoded.indexes()).isEmpty();
        assertThat(decoded.attributeDefinitions()).containsExactly(ARTIST);
        assertThat(decoded.generation()).isEqualTo(3);
    }

    @Test
    void whatExpiresIsReadAsItWasWritten() {
        var expiring = plain().with(SETTINGS.with(new TimeToLive("until", true, 7)));
        var off = plain().with(SETTINGS.with(new TimeToLive("until", false, 8)));

        assertThat(DefinitionRow.decode(DefinitionRow.encode(expiring))).isEqualTo(expiring);
        assertThat(DefinitionRow.decode(DefinitionRow.encode(off))).isEqualTo(off);
        assertThat(new RowReader(DefinitionRow.encode(plain())).find("expiryAttribute"))
                .isNegative();
    }

    @Test
    void destinationsAreReadAsTheyWereWritten() {
        var destinations =
                List.of(
                        new StreamingDestination(
                                "arn:one",
                                StreamingDestination.Precision.MICROSECOND,
                                StreamingDestination.State.ACTIVE,
                                7,
                                0),
                        new StreamingDestination(
                                "arn:two",
                                StreamingDestination.Precision.MILLISECOND,
                                StreamingDestination.State.DISABLED,
                                5,
                                6));
        var definition = plain().with(SETTINGS.with(destinations));

        assertThat(DefinitionRow.decode(DefinitionRow.encode(definition))).isEqualTo(definition);
    }

    private static TableDefinition plain() {
        var identity = new TableIdentity("Music", 64, "uuid", 1_000);
        return new TableDefinition(identity, 1, KEY_SCHEMA, List.of(ARTIST), SETTINGS);
    }

    private static IndexDefinition index(int id, String name, IndexProjection projection) {
        return new IndexDefinition(
                name,
                id,
                new IndexKeySchema(List.of(YEAR), List.of()),
                projection,
                new Throughput(5, 6, 7, 8, 9),
                IndexDefinition.State.ACTIVE);
    }

    private static IndexDefinition composite(int id, String name) {
        return new IndexDefinition(
                name,
                id,
                new IndexKeySchema(List.of(YEAR, COVER), List.of(ARTIST)),
                new IndexProjection(IndexProjection.Type.INCLUDE, List.of("Genre", "Label")),
                Throughput.NONE,
                IndexDefinition.State.BACKFILLING);
    }
}
