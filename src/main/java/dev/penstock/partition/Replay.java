package dev.penstock.partition;

import dev.penstock.item.ItemKey;
import dev.penstock.log.Change;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.tree.TreeChanges;
import dev.penstock.tree.TreeEditor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Brings the log's changes into a draft, in any amount. They are gathered by tree; once there are
 * many, each tree's are applied in the tree's order, all trees side by side, while the next are
 * gathered. The catalogue's changes are applied between, when all before them are.
 *
 * <p>Belongs to the thread that recovers. While changes are applied, each tree's editor belongs to
 * the worker that applies them.
 */
final class Replay {
    /** Live bytes gathered and being applied are at most this part of what the heap may hold. */
    private static final int HEAP_PARTS = 64;

    private static final long GATHERED_BYTES_MIN = 1L << 20;
    private static final long GATHERED_BYTES_MAX = 64L << 20;

    private final Draft draft;
    private final Executor executor;
    private final long bytesMax;

    private Map<TreeEditor, TreeChanges> gathered = new HashMap<>();
    private int gatheredCount;
    private long gatheredBytes;
    private CompletableFuture<Void> applying = CompletableFuture.completedFuture(null);

    /**
     * @param executor applies beside this thread, or on it
     * @param heapBytesMax what all items together may take
     */
    Replay(Draft draft, Executor executor, long heapBytesMax) {
        this.draft = draft;
        this.executor = executor;
        long share = heapBytesMax / HEAP_PARTS;
        bytesMax = Math.clamp(share, GATHERED_BYTES_MIN, GATHERED_BYTES_MAX);
    }

    /** Adds the next change of the log. */
    void add(Change change) {
        if (SystemTable.ofId(change.tableId()) != null) {
            finish();
            draft.apply(change);
            return;
        }
        DraftTable table = draft.touched(change.tableId());
        switch (change) {
            case Change.Put put -> {
                ItemKey key = table.keyOf(put.item());
                changesOf(table.editor(key)).put(key, put.item());
                gatheredBytes += put.item().length;
            }
            case Change.Remove remove -> {
                ItemKey key = table.keyOf(remove.key());
                changesOf(table.editor(key)).remove(key);
                gatheredBytes += remove.key().length;
            }
        }
        gatheredCount++;
        if (gatheredBytes >= bytesMax || gatheredCount == TreeChanges.COUNT_MAX) {
            apply();
        }
    }

    private TreeChanges changesOf(TreeEditor editor) {
        return gathered.computeIfAbsent(editor, TreeChanges::new);
    }

    /** Returns when all that was added is part of the draft. */
    void finish() {
        apply();
        await();
    }

    private void apply() {
        await();
        applying =
                CompletableFuture.allOf(
                        gathered.values().stream()
                                .map(changes -> CompletableFuture.runAsync(changes, executor))
                                .toArray(CompletableFuture[]::new));
        gathered = new HashMap<>();
        gatheredCount = 0;
        gatheredBytes = 0;
    }

    private void await() {
        try {
            applying.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
