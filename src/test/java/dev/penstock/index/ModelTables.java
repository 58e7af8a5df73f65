package dev.penstock.index;

import dev.penstock.feed.ChangeFlags;
import dev.penstock.feed.ChangeRing;
import dev.penstock.feed.FeedBatch;
import dev.penstock.feed.FeedChange;
import dev.penstock.feed.FeedCommit;
import dev.penstock.item.ItemKey;
import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import dev.penstock.table.BillingMode;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.KeySchema;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeEditor;
import dev.penstock.tree.TreeShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tables with their change feed, as an engine has them, and what must be in them. */
final class ModelTables {
    static final int PARTITIONS = 3;

    final Map<String, ModelTable> tables = new TreeMap<>();
    private final ChangeRing<Snapshot> ring;
    private Object definitions = new Object();
    private final List<FeedCommit> batch = new ArrayList<>();
    private long sequence;
    private int lastTableId = 9;

    ModelTables(long ringBytes) {
        ring = new ChangeRing<>(ringBytes, 0, snapshot());
    }

    ChangeRing<Snapshot> ring() {
        return ring;
    }

    record Snapshot(long sequence, Object definitions, Map<String, SnapshotTable> tables)
            implements IndexedVersion {
        @Override
        public List<String> tableNames() {
            return List.copyOf(tables.keySet());
        }

        @Override
        public @Nullable IndexedTable table(String name) {
            return tables.get(name);
        }
    }

    record SnapshotTable(TableDefinition definition, List<Tree> trees)
            implements IndexedVersion.IndexedTable {}

    static final class ModelTable {
        TableDefinition definition;
        final TreeMap<ItemKey, ModelItem> items = new TreeMap<>();
        private final TreeEditor[] editors = new TreeEditor[PARTITIONS];

        ModelTable(TableDefinition definition) {
            this.definition = definition;
            var empty = Tree.empty(new TreeShape(definition.keySchema().hasSortKey(), 4, 4));
            Arrays.setAll(editors, _ -> new TreeEditor(empty));
        }

        private SnapshotTable snapshot() {
            return new SnapshotTable(
                    definition, Arrays.stream(editors).map(TreeEditor::publish).toList());
        }

        private TreeEditor editor(ItemKey key) {
            return editors[PartitionedTree.partition(key.hash(), PARTITIONS)];
        }
    }

    void create(String name, KeySchema schema, List<IndexDefinition> indexes) {
        var settings =
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST, Throughput.NONE, TableClass.STANDARD, false);
        var definition =
                new TableDefinition(
                        new TableIdentity(name, ++lastTableId, "", 0),
                        1,
                        schema,
                        List.of(schema.partitionKey()),
                        settings,
                        indexes,
                        indexes.size());
        tables.put(name, new ModelTable(definition));
        onDefined();
    }

    void drop(String name) {
        tables.remove(name);
        onDefined();
    }

    void define(String name, List<IndexDefinition> indexes) {
        ModelTable table = tables.get(name);
        if (table != null) {
            table.definition = table.definition.with(indexes);
            onDefined();
        }
    }

    /** A commit of the batch that is being gathered. */
    void put(ModelTable table, ModelItem item) {
        byte[] bytes = item.bytes();
        ItemKey key = ItemKey.of(bytes, table.definition.keySchema().hasSortKey());
        table.items.put(key, item);
        byte[] before = table.editor(key).put(key, bytes);
        int flags = before == null ? 0 : ChangeFlags.REPLACES;
        follow(
                table,
                new Change.Put(table.definition.id(), Origin.USER, flags, bytes, null),
                before);
    }

    void remove(ModelTable table, ModelItem item) {
        byte[] keyItem = item.key();
        ItemKey key = ItemKey.of(keyItem, table.definition.keySchema().hasSortKey());
        if (table.items.remove(key) != null) {
            byte[] before = table.editor(key).remove(key);
            follow(
                    table,
                    new Change.Remove(table.definition.id(), Origin.USER, 1, keyItem, null),
                    before);
        }
    }

    private void follow(ModelTable table, Change change, byte @Nullable [] before) {
        sequence++;
        if (!table.definition.indexes().isEmpty()) {
            batch.add(new FeedCommit(sequence, List.of(new FeedChange(change, before))));
        }
    }

    private void onDefined() {
        sequence++;
        definitions = new Object();
        var row = new Change.Remove(1, Origin.USER, 0, new byte[1], null);
        batch.add(new FeedCommit(sequence, List.of(new FeedChange(row, null))));
    }

    /** What was gathered becomes visible. */
    void publish() {
        if (sequence > ring.end().sequence()) {
            FeedBatch followed = batch.isEmpty() ? null : new FeedBatch(sequence, sequence, batch);
            ring.publish(sequence, followed, snapshot());
            batch.clear();
        }
    }

    private Snapshot snapshot() {
        var shown = new TreeMap<String, SnapshotTable>();
        tables.forEach((name, table) -> shown.put(name, table.snapshot()));
        return new Snapshot(sequence, definitions, shown);
    }
}
