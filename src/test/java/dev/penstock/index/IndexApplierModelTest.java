package dev.penstock.index;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.index.ModelTables.ModelTable;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeyType;
import dev.penstock.table.Throughput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Indexes of random kinds over random writes: each is the projection of its table, whatever comes
 * in which order: new and dropped indexes and tables, writes while an index is made, an applier
 * that is so far behind that changes are lost to it, restarts. Nodes are small and so is the ring.
 */
class IndexApplierModelTest {
    private static final int STEPS = 250;
    private static final long RING_BYTES = 6_000;
    private static final int INDEXES_MAX = 4;
    private static final List<String> NAMES = List.of("music", "orders");

    private final ModelTables tables = new ModelTables(RING_BYTES);
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final Map<String, Integer> lastIndexIds = new TreeMap<>();
    private SplittableRandom random = new SplittableRandom(0);
    private IndexApplier<ModelTables.Snapshot> applier = restarted();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void everyIndexIsTheProjectionOfItsTable(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        settle();
        for (ModelTable table : tables.tables.values()) {
            assertThat(table.definition.indexes())
                    .extracting(IndexDefinition::state)
                    .allMatch(state -> state == IndexDefinition.State.ACTIVE);
        }
        compareAll();
        var status = applier.status();
        assertThat(status.lagMicros()).isZero();
        assertThat(status.entries()).isEqualTo(entries());
        assertThat(status.liveBytes()).isGreaterThanOrEqualTo(0);
    }

    private void step() {
        switch (random.nextInt(40)) {
            case 0 -> {
                applier = restarted();
                compareAll();
            }
            case 1 -> dropTable();
            case 2, 3, 4 -> addIndex();
            case 5 -> dropIndex();
            case 6, 7, 8, 9, 10, 11, 12 -> turn();
            case 13, 14, 15 -> work();
            default -> write();
        }
        if (random.nextInt(3) > 0) {
            tables.publish();
        }
    }

    private IndexApplier<ModelTables.Snapshot> restarted() {
        tables.publish();
        background.clear();
        var opened =
                new IndexApplier<>(
                        tables.ring(),
                        new IndexEntries.NodeSizes(4, 4),
                        new Requests(),
                        task -> {
                            // As the engine does it: what is asked at the start is done at once.
                            if (task instanceof Backfill) {
                                background.add(task);
                            } else {
                                task.run();
                            }
                        },
                        () -> 1);
        opened.begin();
        return opened;
    }

    private void write() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        ModelTable table = tables.tables.get(name);
        if (table == null) {
            var schema = random.nextBoolean() ? ModelItem.SIMPLE : ModelItem.COMPOSITE;
            var indexes = new ArrayList<IndexDefinition>();
            for (int i = random.nextInt(3); i > 0; i--) {
                indexes.add(index(name, IndexDefinition.State.ACTIVE));
            }
            tables.create(name, schema, indexes);
            return;
        }
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            var item = ModelItem.random(table.definition.keySchema(), random);
            if (random.nextInt(3) == 0) {
                tables.remove(table, item);
            } else {
                tables.put(table, item);
            }
        }
    }

    private void dropTable() {
        tables.drop(NAMES.get(random.nextInt(NAMES.size())));
    }

    private void addIndex() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        ModelTable table = tables.tables.get(name);
        if (table != null && table.definition.indexes().size() < INDEXES_MAX) {
            var indexes = new ArrayList<>(table.definition.indexes());
            indexes.add(index(name, IndexDefinition.State.BACKFILLING));
            tables.define(name, indexes);
        }
    }

    private void dropIndex() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        ModelTable table = tables.tables.get(name);
        if (table != null && !table.definition.indexes().isEmpty()) {
            var indexes = new ArrayList<>(table.definition.indexes());
            int at = random.nextInt(indexes.size());
            indexes.set(at, indexes.get(at).with(IndexDefinition.State.DELETING));
            tables.define(name, indexes);
        }
    }

    private IndexDefinition index(String tableName, IndexDefinition.State state) {
        int id = lastIndexIds.merge(tableName, 1, Integer::sum);
        var names = new ArrayList<>(ModelItem.OTHERS);
        var partition = new ArrayList<KeyAttribute>();
        var sort = new ArrayList<KeyAttribute>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            partition.add(attribute(names));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            sort.add(attribute(names));
        }
        var projection =
                switch (random.nextInt(3)) {
                    case 0 -> IndexProjection.ALL;
                    case 1 -> IndexProjection.KEYS_ONLY;
                    default ->
                            new IndexProjection(
                                    IndexProjection.Type.INCLUDE, List.of(names.getFirst()));
                };
        var schema = new IndexKeySchema(partition, sort);
        return new IndexDefinition("i" + id, id, schema, projection, Throughput.NONE, state);
    }

    private KeyAttribute attribute(List<String> names) {
        String name = names.remove(random.nextInt(names.size()));
        return new KeyAttribute(name, random.nextInt(4) == 0 ? KeyType.N : KeyType.S);
    }

    private void work() {
        Runnable task = background.poll();
        if (task != null) {
            task.run();
        }
    }

    private void turn() {
        applier.turn();
        if (random.nextBoolean()) {
            compareAll();
        }
    }

    /** Until nothing is left to do. */
    private void settle() {
        // One after the other, each in a turn that begins it, one that adopts it, one that asks.
        int turns = 3 * INDEXES_MAX * Math.max(1, tables.tables.size());
        for (int i = 0; i < turns; i++) {
            tables.publish();
            applier.onTick();
            applier.turn();
            while (!background.isEmpty()) {
                work();
            }
        }
    }

    /** As far as the applier has come; that is all, if it has just turned. */
    private void compareAll() {
        var version = tables.ring().end().version();
        if (applier.appliedSequence() < version.sequence() || version.sequence() < sequence()) {
            return;
        }
        for (ModelTable table : tables.tables.values()) {
            for (IndexDefinition index : table.definition.indexes()) {
                if (index.state() == IndexDefinition.State.ACTIVE) {
                    var view = requireNonNull(applier.view(table.definition.id(), index.id()));
                    assertThat(view.sequence()).isEqualTo(version.sequence());
                    var entries = new IndexEntries(index, table.definition.keySchema());
                    new ModelIndex(index, table.items.values()).compare(view, entries, random);
                }
            }
        }
    }

    private long sequence() {
        tables.publish();
        return tables.ring().end().sequence();
    }

    private long entries() {
        long entries = 0;
        for (ModelTable table : tables.tables.values()) {
            for (IndexDefinition index : table.definition.indexes()) {
                entries +=
                        requireNonNull(applier.view(table.definition.id(), index.id())).itemCount();
            }
        }
        return entries;
    }

    /** What the writer makes of it, in a commit of its own. */
    private final class Requests implements CatalogueRequests {
        @Override
        public void activate(int tableId, int indexId) {
            change(tableId, indexId, IndexDefinition.State.BACKFILLING);
        }

        @Override
        public void remove(int tableId, int indexId) {
            change(tableId, indexId, IndexDefinition.State.DELETING);
        }

        private void change(int tableId, int indexId, IndexDefinition.State from) {
            for (ModelTable table : List.copyOf(tables.tables.values())) {
                IndexDefinition index = table.definition.index(indexId);
                boolean isLost = random.nextInt(4) == 0;
                if (table.definition.id() == tableId
                        && index != null
                        && index.state() == from
                        && !isLost) {
                    var indexes = new ArrayList<>(table.definition.indexes());
                    indexes.remove(index);
                    if (from == IndexDefinition.State.BACKFILLING) {
                        indexes.add(index.with(IndexDefinition.State.ACTIVE));
                    }
                    tables.define(table.definition.name(), indexes);
                }
            }
        }
    }
}
