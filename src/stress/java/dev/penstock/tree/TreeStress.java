package dev.penstock.tree;

import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A tree's readers against its editor, which overwrites every item, splits and joins nodes, and
 * publishes twice as the engine does. A reader finds one version by cursor and by key; a tree that
 * it holds stays as it was.
 */
@JCStressTest
@Outcome(
        id = {"0, 0, 0", "0, 0, 1", "0, 0, 2", "0, 1, 1", "0, 1, 2", "0, 2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "whole versions, never an older one, and the held one untouched")
@State
public class TreeStress {
    private static final int ITEMS = 10;
    private static final int MORE_ITEMS = 15;
    private static final int TORN = -1;
    private static final TreeShape SHAPE = new TreeShape(true, 4, 4);

    /** By change and key; made once, as an item never changes. */
    private static final byte[][][] CHANGES = changes();

    private final TreeEditor editor = new TreeEditor(Tree.empty(SHAPE));
    private final Tree held;
    private final AtomicReference<Tree> published;

    public TreeStress() {
        putAll(0, ITEMS);
        held = editor.publish();
        published = new AtomicReference<>(held);
    }

    private static byte[][][] changes() {
        var items = new TestItems(true);
        var changes = new byte[3][MORE_ITEMS][];
        for (int change = 0; change < changes.length; change++) {
            for (int key = 0; key < MORE_ITEMS; key++) {
                changes[change][key] =
                        items.item(
                                TestItems.words(key % 3, 5),
                                TestItems.words(key, 5),
                                new byte[] {(byte) change});
            }
        }
        return changes;
    }

    private void putAll(int change, int items) {
        for (int key = 0; key < items; key++) {
            editor.put(CHANGES[change][key]);
        }
    }

    @Actor
    public void writer() {
        putAll(1, MORE_ITEMS);
        published.setRelease(editor.publish());
        putAll(2, ITEMS);
        for (int key = ITEMS; key < MORE_ITEMS; key++) {
            editor.remove(new TestItems(true).keyOf(CHANGES[2][key]));
        }
        published.setRelease(editor.publish());
    }

    @Actor
    public void reader(III_Result result) {
        result.r2 = byCursor(published.getAcquire());
        result.r3 = byKey(published.getAcquire());
        result.r1 = byCursor(held);
    }

    private static int byCursor(Tree tree) {
        TreeCursor cursor = tree.cursor(KeyRange.all(), true);
        int change = TORN;
        int count = 0;
        while (cursor.next()) {
            int found = change(cursor.item());
            if (count > 0 && found != change) {
                return TORN;
            }
            change = found;
            count++;
        }
        return count == expected(change) && count == tree.itemCount() ? change : TORN;
    }

    private static int byKey(Tree tree) {
        int change = TORN;
        for (int key = 0; key < ITEMS; key++) {
            byte[] item = tree.get(new TestItems(true).keyOf(CHANGES[0][key]));
            if (item == null || (key > 0 && change(item) != change)) {
                return TORN;
            }
            change = change(item);
        }
        return change;
    }

    private static int expected(int change) {
        return change == 1 ? MORE_ITEMS : ITEMS;
    }

    private static int change(byte[] item) {
        return item[item.length - 1];
    }
}
