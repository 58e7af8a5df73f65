package dev.penstock.partition;

import dev.penstock.log.LogEnd;
import dev.penstock.partition.system.DefinitionRow;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.snapshot.PartitionId;
import dev.penstock.snapshot.Snapshot;
import dev.penstock.table.TableDefinition;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a version into a snapshot's trees and back. Stateless. */
final class SnapshotTables {
    private SnapshotTables() {}

    static Snapshot snapshot(Version version, LogEnd end, DatabaseSettings settings) {
        if (version.sequence() != end.sequence()) {
            throw new IllegalStateException("a version that does not end with its batch");
        }
        Map<PartitionId, Tree> trees = new HashMap<>();
        for (Table table : version.allTables()) {
            for (int partition = 0; partition < settings.partitions(); partition++) {
                Tree tree = table.trees().get(partition);
                if (tree.itemCount() > 0) {
                    trees.put(new PartitionId(table.definition().id(), partition), tree);
                }
            }
        }
        return new Snapshot(end, settings.partitions(), trees);
    }

    /**
     * All tables of a snapshot: what they are stands in its own tree of {@link SystemTable#TABLES}.
     *
     * @throws UnrecoverableException if it was made for other partitions, or names a table that is
     *     not there
     */
    static List<Table> tables(Snapshot snapshot, DatabaseSettings settings) {
        if (snapshot.partitionCount() != settings.partitions()) {
            throw new UnrecoverableException(
                    "the snapshot is of %d partitions, not of %d"
                            .formatted(snapshot.partitionCount(), settings.partitions()));
        }
        Map<PartitionId, Tree> rest = new HashMap<>(snapshot.trees());
        var tables = new ArrayList<Table>();
        for (SystemTable table : SystemTable.values()) {
            tables.add(table(table.definition(), rest, settings));
        }
        ItemCursor rows = tables.getFirst().scan(HashRange.ALL, null);
        for (byte[] row = rows.next(); row != null; row = rows.next()) {
            tables.add(table(DefinitionRow.decode(row), rest, settings));
        }
        if (!rest.isEmpty()) {
            throw new UnrecoverableException(
                    "the snapshot holds trees of no table: " + rest.keySet().iterator().next());
        }
        return tables;
    }

    private static Table table(
            TableDefinition definition, Map<PartitionId, Tree> rest, DatabaseSettings settings) {
        var trees = new ArrayList<>(Table.empty(definition, settings).trees());
        for (int partition = 0; partition < trees.size(); partition++) {
            Tree tree = rest.remove(new PartitionId(definition.id(), partition));
            if (tree != null) {
                trees.set(partition, tree);
            }
        }
        return new Table(definition, new PartitionedTree(trees));
    }
}
