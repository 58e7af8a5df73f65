package dev.penstock.index;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.index.IndexEntries.NodeSizes;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeyType;
import dev.penstock.table.Throughput;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is left to the applier of a table that is written while an index of it is made. */
class BackfillTest {
    private static final String TABLE = "music";
    private static final int MANY = 3 * Backfill.CHANGES_LEFT_MAX;
    private static final int FEW = Backfill.CHANGES_LEFT_MAX / 2;
    private static final IndexDefinition BY_A =
            new IndexDefinition(
                    "byA",
                    1,
                    new IndexKeySchema(List.of(new KeyAttribute("a", KeyType.S)), List.of()),
                    IndexProjection.ALL,
                    Throughput.NONE,
                    IndexDefinition.State.BACKFILLING);

    private final ModelTables tables = new ModelTables(1);

    private void write(int items) {
        var table = requireNonNull(tables.tables.get(TABLE));
        for (int i = 0; i < items; i++) {
            var attributes = new TreeMap<String, Object>();
            attributes.put("pk", "p" + table.items.size());
            attributes.put("a", "v");
            tables.put(table, new ModelItem(ModelItem.SIMPLE, attributes));
        }
        tables.publish();
    }

    private Backfill.@Nullable Source source() {
        var version = tables.ring().end().version();
        var table = version.table(TABLE);
        return table == null ? null : new Backfill.Source(version, table.trees());
    }

    private Backfill begin(Supplier<Backfill.@Nullable Source> newest) {
        tables.create(TABLE, ModelItem.SIMPLE, List.of(BY_A));
        write(10);
        var first = requireNonNull(source());
        var definition = requireNonNull(tables.tables.get(TABLE)).definition;
        var through = new AtomicBoolean();
        var backfill =
                new Backfill(
                        new TableIndex(definition, BY_A),
                        new NodeSizes(4, 4),
                        first,
                        newest,
                        () -> through.set(true));
        backfill.run();
        assertThat(through).isTrue();
        return backfill;
    }

    @Test
    void whatIsMuchIsFollowedUntilLittleIsLeft() {
        var rounds = new AtomicInteger();
        var backfill =
                begin(
                        () -> {
                            // Much is written while the items are read, less while that is had.
                            write(rounds.getAndIncrement() == 0 ? MANY : FEW);
                            return source();
                        });

        var built = requireNonNull(backfill.built());
        assertThat(rounds).hasValue(2);
        assertThat(built.index().itemCount()).isEqualTo(10 + MANY + FEW);
        assertThat(built.trees()).isEqualTo(requireNonNull(source()).trees());
        assertThat(backfill.version()).isSameAs(tables.ring().end().version());
    }

    @Test
    void aTableThatIsWrittenFasterIsNotFollowedForEver() {
        var rounds = new AtomicInteger();
        var backfill =
                begin(
                        () -> {
                            rounds.incrementAndGet();
                            write(Backfill.CHANGES_LEFT_MAX + 1);
                            return source();
                        });

        assertThat(rounds).hasValue(16);
        assertThat(requireNonNull(backfill.built()).index().itemCount())
                .isEqualTo(10 + 16L * (Backfill.CHANGES_LEFT_MAX + 1));
    }

    @Test
    void aTableThatIsGoneIsNotFollowed() {
        var backfill =
                begin(
                        () -> {
                            tables.drop(TABLE);
                            tables.publish();
                            return source();
                        });

        assertThat(requireNonNull(backfill.built()).index().itemCount()).isEqualTo(10);
    }
}
