package dev.penstock.expression.evaluation;

import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.PathTree.Node;
import dev.penstock.item.AttributeCursor;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ElementCursor;
import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import java.util.Arrays;
import java.util.List;

/** Writes maps and lists of the old item anew, with the actions of an update inside them. */
public final class DocumentRewriter {
    private final Reading reading;
    private final ValueWriter writer;

    public DocumentRewriter(Reading reading, ValueWriter writer) {
        this.reading = reading;
        this.writer = writer;
    }

    /**
     * Writes the document that the node's paths lead into.
     *
     * @param at where it is in the old item; it must be there, and of the kind that the paths need
     */
    public void rewrite(Node<BoundAction> node, int at) {
        var expected = node.leadsIntoMap() ? AttributeType.M : AttributeType.L;
        if (at == BoundOperand.MISSING || ValueBytes.type(reading.item(), at) != expected) {
            throw invalidPath();
        }
        if (expected == AttributeType.M) {
            rewriteMap(node.children(), at);
        } else {
            rewriteList(node.children(), at);
        }
    }

    /** Both the map and the children are in the order of their names: one pass over both. */
    private void rewriteMap(List<Node<BoundAction>> children, int at) {
        byte[] item = reading.item();
        writer.beginMap();
        var entries = new AttributeCursor().overMap(item, at);
        int child = 0;
        while (entries.next()) {
            while (child < children.size() && compare(children.get(child), entries) < 0) {
                insert(children.get(child++));
            }
            if (child < children.size() && compare(children.get(child), entries) == 0) {
                replaceEntry(children.get(child++), entries.valueOffset());
            } else {
                writer.name(item, entries.nameOffset(), entries.valueOffset());
                writer.value(item, entries.valueOffset());
            }
        }
        while (child < children.size()) {
            insert(children.get(child++));
        }
        writer.endMap();
    }

    private void replaceEntry(Node<BoundAction> child, int current) {
        var action = child.leaf();
        if (action == null) {
            writer.name(child.nameUtf8());
            rewrite(child, current);
            return;
        }
        int value = action.locate(reading, current);
        if (value != BoundOperand.MISSING) {
            writer.name(child.nameUtf8());
            writer.value(reading.bytes(), value);
        }
    }

    /** An entry that the old map does not have. */
    private void insert(Node<BoundAction> child) {
        replaceEntry(child, BoundOperand.MISSING);
    }

    private void rewriteList(List<Node<BoundAction>> children, int at) {
        byte[] item = reading.item();
        writer.beginList();
        var elements = new ElementCursor().over(item, at);
        int child = 0;
        for (int index = 0; elements.next(); index++) {
            if (child < children.size() && children.get(child).index() == index) {
                replaceElement(children.get(child++), elements.offset());
            } else {
                writer.value(item, elements.offset());
            }
        }
        // What is set behind the end is appended, in the order of the indexes.
        while (child < children.size()) {
            replaceElement(children.get(child++), BoundOperand.MISSING);
        }
        writer.endList();
    }

    private void replaceElement(Node<BoundAction> child, int current) {
        var action = child.leaf();
        if (action == null) {
            rewrite(child, current);
            return;
        }
        int value = action.locate(reading, current);
        if (value != BoundOperand.MISSING) {
            writer.value(reading.bytes(), value);
        }
    }

    private static int compare(Node<BoundAction> child, AttributeCursor entry) {
        byte[] name = child.nameUtf8();
        return Arrays.compareUnsigned(
                name, 0, name.length, entry.bytes(), entry.nameOffset(), entry.valueOffset());
    }

    private static RequestException invalidPath() {
        return RequestException.validation(
                "The document path provided in the update expression is invalid for update");
    }
}
