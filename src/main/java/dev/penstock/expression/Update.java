package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.BoundAction;
import dev.penstock.expression.evaluation.BoundOperand;
import dev.penstock.expression.evaluation.DocumentRewriter;
import dev.penstock.expression.evaluation.PathTree;
import dev.penstock.expression.evaluation.PathTree.Node;
import dev.penstock.expression.evaluation.Reading;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemEditor;
import dev.penstock.item.ItemLimits;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.KeySchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An update with all names and values bound. Immutable; may be applied any number of times.
 *
 * <p>All right-hand sides read the old item. Untouched attributes are copied in runs; only
 * documents that a path leads into are taken apart.
 */
public final class Update {
    private final PathTree<BoundAction> actions;

    Update(PathTree<BoundAction> actions) {
        this.actions = actions;
    }

    /** Refuses an update of the table's key attributes. */
    public void requireNoKeyAttributes(KeySchema schema) {
        requireNot(schema.partitionKey().name());
        var sortKey = schema.sortKey();
        if (sortKey != null) {
            requireNot(sortKey.name());
        }
    }

    /**
     * Updates an item.
     *
     * @param oldItem the item, or null if there is none yet
     * @param keyItem the item's key alone, which a new item begins with
     * @throws RequestException with DynamoDB's text, if the update does not fit the item or the
     *     result is too large
     */
    public UpdateResult apply(byte @Nullable [] oldItem, byte[] keyItem) {
        if (oldItem == null && onlyTakesAway()) {
            return new UpdateResult(this, null, null);
        }
        byte[] base = oldItem == null ? keyItem : oldItem;
        var editor = new ItemEditor(base, ItemBytes.attributeCount(keyItem));
        var reading = new Reading(oldItem);
        for (var attribute : actions.roots()) {
            edit(attribute, reading, editor);
        }
        byte[] newItem = editor.toItem();
        if (ItemBytes.sizeBytes(newItem) > ItemLimits.ITEM_BYTES_MAX) {
            throw RequestException.validation(
                    "Item size to update has exceeded the maximum allowed size");
        }
        return new UpdateResult(this, oldItem, newItem);
    }

    /** What the update's paths lead to in an item, or null if nothing. */
    byte @Nullable [] touched(byte @Nullable [] item) {
        return new Projection(actions).projectOrNull(item);
    }

    private static void edit(Node<BoundAction> attribute, Reading reading, ItemEditor editor) {
        byte[] name = attribute.nameUtf8();
        int current = ItemBytes.find(reading.item(), name);
        var action = attribute.leaf();
        if (action == null) {
            var writer = new ValueWriter();
            new DocumentRewriter(reading, writer).rewrite(attribute, current);
            editor.put(name, writer.toValue(), 0);
            return;
        }
        int value = action.locate(reading, current);
        if (value == BoundOperand.MISSING) {
            editor.remove(name);
        } else {
            editor.put(name, reading.bytes(), value);
        }
    }

    private boolean onlyTakesAway() {
        if (actions.roots().isEmpty()) {
            return false;
        }
        for (var attribute : actions.roots()) {
            var action = attribute.leaf();
            // A path into a document of an item that is not there is an error, found later.
            if (!(action instanceof BoundAction.Remove || action instanceof BoundAction.Delete)) {
                return false;
            }
        }
        return true;
    }

    private void requireNot(String keyAttribute) {
        byte[] utf8 = keyAttribute.getBytes(StandardCharsets.UTF_8);
        for (var attribute : actions.roots()) {
            if (Arrays.equals(attribute.nameUtf8(), utf8)) {
                throw RequestException.validation(
                        "One or more parameter values were invalid: Cannot update attribute "
                                + keyAttribute
                                + ". This attribute is part of the key");
            }
        }
    }
}
