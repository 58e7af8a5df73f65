package dev.penstock.expression;

import dev.penstock.expression.evaluation.BoundOperand;
import dev.penstock.expression.evaluation.PathTree;
import dev.penstock.expression.evaluation.PathTree.Node;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks attributes, and parts of documents, out of items. Elements that are picked from a list
 * close up, in the order of their indexes. Belongs to one request: one thread at a time.
 */
public final class Projection {
    private final PathTree<?> paths;
    private final ValueWriter writer = new ValueWriter();

    Projection(PathTree<?> paths) {
        this.paths = paths;
    }

    /**
     * The item with only what was asked for, encoded without regard to any key: all its attributes
     * stand in the order of their names. Has no attribute if the item has none of them.
     */
    public byte[] project(byte[] item) {
        writer.beginItem();
        for (var root : paths.roots()) {
            int at = ItemBytes.find(item, root.nameUtf8());
            if (at != BoundOperand.MISSING && isPresent(root, item, at)) {
                writer.name(root.nameUtf8());
                write(root, item, at);
            }
        }
        return writer.endItem();
    }

    /** The top-level attributes that it reads. */
    public Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>();
        for (var root : paths.roots()) {
            names.add(new String(root.nameUtf8(), StandardCharsets.UTF_8));
        }
        return names;
    }

    /** Whether any path that goes through here leads to a value. */
    private static boolean isPresent(Node<?> node, byte[] item, int at) {
        if (node.leaf() != null) {
            return true;
        }
        for (var child : node.children()) {
            int childAt = locate(node, child, item, at);
            if (childAt != BoundOperand.MISSING && isPresent(child, item, childAt)) {
                return true;
            }
        }
        return false;
    }

    private void write(Node<?> node, byte[] item, int at) {
        if (node.leaf() != null) {
            writer.value(item, at);
        } else if (node.leadsIntoMap()) {
            writer.beginMap();
            writeChildren(node, item, at);
            writer.endMap();
        } else {
            writer.beginList();
            writeChildren(node, item, at);
            writer.endList();
        }
    }

    private void writeChildren(Node<?> node, byte[] item, int at) {
        for (var child : node.children()) {
            int childAt = locate(node, child, item, at);
            if (childAt == BoundOperand.MISSING || !isPresent(child, item, childAt)) {
                continue;
            }
            if (node.leadsIntoMap()) {
                writer.name(child.nameUtf8());
            }
            write(child, item, childAt);
        }
    }

    private static int locate(Node<?> node, Node<?> child, byte[] item, int at) {
        var type = ValueBytes.type(item, at);
        if (node.leadsIntoMap()) {
            return type == AttributeType.M
                    ? ValueBytes.mapFind(item, at, child.nameUtf8())
                    : BoundOperand.MISSING;
        }
        return type == AttributeType.L
                ? ValueBytes.listElement(item, at, child.index())
                : BoundOperand.MISSING;
    }

    /** The projection of an item that may not be there, or null if nothing remains of it. */
    byte @Nullable [] projectOrNull(byte @Nullable [] item) {
        if (item == null) {
            return null;
        }
        byte[] projected = project(item);
        return ItemBytes.attributeCount(projected) == 0 ? null : projected;
    }
}
