package dev.penstock.partition;

import dev.penstock.tree.TreeShape;

/**
 * The engine's bounds. See {@code docs/limits.md}.
 *
 * @param partitions hash ranges that every table is spread over; fixed once data exists
 * @param heapBytesMax live bytes of all trees and the inbox above which writes that grow are
 *     refused
 */
public record DatabaseSettings(
        int partitions, Tree tree, Inbox inbox, Batching batching, long heapBytesMax) {
    /**
     * Node sizes of every tree.
     *
     * @param leafItems items in a full leaf
     * @param fanOut children of a full inner node
     */
    public record Tree(int leafItems, int fanOut) {
        TreeShape shape(boolean hasSortKey) {
            return new TreeShape(hasSortKey, leafItems, fanOut);
        }
    }

    /** What may wait for the writer. */
    public record Inbox(int commandsMax, long bytesMax) {}

    /** What the writer takes at once: at most this goes into one batch and under one sync. */
    public record Batching(int commandsMax, long bytesMax) {}

    /** The defaults, save for the heap, which only the launcher knows. */
    public static DatabaseSettings defaults() {
        return new DatabaseSettings(
                4,
                new Tree(64, 64),
                new Inbox(131_072, 64L << 20),
                new Batching(1_024, 4L << 20),
                Long.MAX_VALUE);
    }

    /** The same settings with another watermark of the heap. */
    public DatabaseSettings withHeapBytesMax(long bytes) {
        return new DatabaseSettings(partitions, tree, inbox, batching, bytes);
    }
}
