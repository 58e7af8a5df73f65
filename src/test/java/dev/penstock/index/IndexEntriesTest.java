package dev.penstock.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.item.ValueWriter;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeyType;
import dev.penstock.table.Throughput;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Prices of writes in an index: dynamodb.md, the index arm. */
class IndexEntriesTest {
    private final IndexEntries all = entries(IndexProjection.ALL);
    private final IndexEntries keysOnly = entries(IndexProjection.KEYS_ONLY);

    @Test
    void anItemThatComesOrGoesCostsAWrite() {
        assertThat(all.writeUnits(null, item("x", 0))).isEqualTo(1);
        assertThat(all.writeUnits(item("x", 1_500), null)).isEqualTo(2);
    }

    @Test
    void anItemThatTheIndexDoesNotHoldCostsNothing() {
        assertThat(all.writeUnits(null, item(null, 5_000))).isZero();
        assertThat(all.writeUnits(null, null)).isZero();
    }

    @Test
    void whatIsTooLargeForAKeyIsNotHeld() {
        assertThat(all.key(item("k".repeat(2_048), 0))).isNotNull();
        assertThat(all.key(item("k".repeat(2_049), 0))).isNull();
    }

    @Test
    void anItemThatMovesCostsTwoWrites() {
        assertThat(all.writeUnits(item("x", 1_500), item("y", 0))).isEqualTo(3);
    }

    @Test
    void aChangeCostsByTheLargerImage() {
        assertThat(all.writeUnits(item("x", 1_500), item("x", 10))).isEqualTo(2);
    }

    @Test
    void whatTheIndexDoesNotShowCostsNothing() {
        assertThat(keysOnly.writeUnits(item("x", 1_500), item("x", 10))).isZero();
    }

    @Test
    void anItemThatBecomesIndexedCostsOneWrite() {
        assertThat(all.writeUnits(item(null, 0), item("x", 0))).isEqualTo(1);
        assertThat(all.writeUnits(item("x", 0), item(null, 0))).isEqualTo(1);
    }

    @Test
    void anIndexThatIsBeingDroppedCostsNothing() {
        var dropped = entries(IndexProjection.ALL, IndexDefinition.State.DELETING);

        assertThat(dropped.writeUnits(null, item("x", 0))).isZero();
        assertThat(dropped.writeUnits(item("x", 1_500), item("y", 0))).isZero();
    }

    @Test
    void anIndexThatIsBeingMadeCostsAsOneThatIsThere() {
        var made = entries(IndexProjection.ALL, IndexDefinition.State.BACKFILLING);

        assertThat(made.writeUnits(null, item("x", 0))).isEqualTo(1);
    }

    private static byte[] item(@Nullable String key, int size) {
        var writer = new ValueWriter();
        writer.beginItem(ModelItem.SIMPLE);
        writer.name("pk");
        writer.string("1");
        if (key != null) {
            writer.name("a");
            writer.string(key);
        }
        writer.name("z");
        writer.string("z".repeat(size));
        return writer.endItem();
    }

    private static IndexEntries entries(IndexProjection projection) {
        return entries(projection, IndexDefinition.State.ACTIVE);
    }

    private static IndexEntries entries(IndexProjection projection, IndexDefinition.State state) {
        var schema = new IndexKeySchema(List.of(new KeyAttribute("a", KeyType.S)), List.of());
        var index = new IndexDefinition("i", 1, schema, projection, Throughput.NONE, state);
        return new IndexEntries(index, ModelItem.SIMPLE);
    }
}
