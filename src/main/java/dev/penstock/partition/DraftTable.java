package dev.penstock.partition;

import dev.penstock.index.IndexEntries;
import dev.penstock.item.IndexKeyRules;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.table.LatestStream;
import dev.penstock.table.TableDefinition;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeEditor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One table in the unpublished root: its definition and an editor per partition. Writer's own. */
final class DraftTable {
    /** What a change leaves behind of nodes, at most: a leaf's arrays and a part of those above. */
    private static final int REPLACED_NODE_BYTES = 512;

    private final TreeEditor[] editors;

    private TableDefinition definition;
    private IndexKeyRules indexKeys;
    private boolean isFollowed;
    private List<IndexEntries> indexEntries;
    private Table published;
    private boolean touched;
    private long replacedBytes;

    /** What the definition says of the table's stream, asked with every write. */
    private boolean isStreamed;

    private boolean isExported;

    private boolean isLoggedBefore;

    /** Null: nothing expires. */
    private byte @Nullable [] expiryAttribute;

    DraftTable(Table table) {
        definition = table.definition();
        indexKeys = IndexKeyRules.of(definition.indexes());
        isFollowed = isFollowed(definition);
        indexEntries = table.indexes();
        published = table;
        List<Tree> trees = table.trees();
        editors = new TreeEditor[trees.size()];
        for (int i = 0; i < editors.length; i++) {
            editors[i] = new TreeEditor(trees.get(i));
        }
        lookAtSettings();
    }

    TableDefinition definition() {
        return definition;
    }

    /** Whether a stream shows the changes of items. */
    boolean isStreamed() {
        return isStreamed;
    }

    /** Whether changes of items are exported to somewhere outside. */
    boolean isExported() {
        return isExported;
    }

    /** Whether the log keeps items as they were before: a stream shows them, or an export. */
    boolean logsBefore() {
        return isLoggedBefore;
    }

    /** The name of the attribute that says when an item expires; null: none does. */
    byte @Nullable [] expiryAttribute() {
        return expiryAttribute;
    }

    int id() {
        return definition.id();
    }

    /** What its indexes demand of an item. */
    IndexKeyRules indexKeys() {
        return indexKeys;
    }

    /** The table as readers see it now. */
    Table published() {
        return published;
    }

    byte @Nullable [] get(ItemKey key) {
        return editor(key).get(key);
    }

    /** Returns the item that was there, or null. Who changes a table touches it too. */
    byte @Nullable [] put(byte[] item) {
        ItemKey key = keyOf(item);
        return replaced(editor(key).put(key, item));
    }

    /** Returns the item that was there, or null. Who changes a table touches it too. */
    byte @Nullable [] remove(byte[] keyItem) {
        ItemKey key = keyOf(keyItem);
        return replaced(editor(key).remove(key));
    }

    /** Returns whether this is the first change since the last publication. */
    boolean define(TableDefinition changed) {
        definition = changed;
        indexKeys = IndexKeyRules.of(changed.indexes());
        isFollowed = isFollowed(changed);
        indexEntries = IndexEntries.of(changed);
        lookAtSettings();
        return touch();
    }

    boolean isIndexed() {
        return !indexEntries.isEmpty();
    }

    /** Whether anything in the node follows its changes: what it has not, costs it nothing. */
    boolean isFollowed() {
        return isFollowed;
    }

    /** The tables' definitions are followed: with them others begin to be, or end. */
    private static boolean isFollowed(TableDefinition definition) {
        return !definition.indexes().isEmpty()
                || definition.settings().expiryAttribute() != null
                || definition.id() == SystemTable.TABLES.id();
    }

    /** Makes the table that readers will see. */
    Table publish() {
        if (touched) {
            var trees = new Tree[editors.length];
            for (int i = 0; i < trees.length; i++) {
                trees[i] = editors[i].publish();
            }
            published = new Table(definition, new PartitionedTree(List.of(trees)), indexEntries);
            touched = false;
        }
        return published;
    }

    /** What the changes since this was last asked replaced of the version before. */
    long takeReplacedBytes() {
        long bytes = replacedBytes;
        replacedBytes = 0;
        return bytes;
    }

    private void lookAtSettings() {
        LatestStream stream = definition.settings().stream();
        isStreamed = stream != null && stream.enabled();
        isExported = definition.settings().isExported();
        isLoggedBefore =
                isExported || (isStreamed && stream != null && stream.viewType().showsOld());
        String attribute = definition.settings().expiryAttribute();
        expiryAttribute = attribute == null ? null : attribute.getBytes(StandardCharsets.UTF_8);
    }

    private byte @Nullable [] replaced(byte @Nullable [] before) {
        replacedBytes += REPLACED_NODE_BYTES + (before == null ? 0 : before.length);
        return before;
    }

    /** Returns whether this is the first change since the last publication. */
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    ItemKey keyOf(byte[] itemOrKey) {
        return ItemKey.of(itemOrKey, definition.keySchema().hasSortKey());
    }

    /** An item with only its key's attributes. */
    byte[] keyItem(byte[] item) {
        return ItemBytes.keyOf(item, definition.keySchema().hasSortKey());
    }

    /** Of the tree that holds this key. Who changes it touches the table. */
    TreeEditor editor(ItemKey key) {
        return editors[PartitionedTree.partition(key.hash(), editors.length)];
    }
}
