package dev.penstock.partition;

/**
 * From where on "full" is an answer.
 *
 * @param heapBytesMax live bytes of all trees, of what only a running snapshot holds and of the
 *     inbox, above which puts and updates that grow are refused
 * @param diskLowBytes free bytes of the disk below which puts and updates are refused, beside the
 *     room that the next snapshot may need
 * @param diskExhaustedBytes free bytes below which deletes and catalogue changes are refused too
 */
public record Watermarks(long heapBytesMax, long diskLowBytes, long diskExhaustedBytes) {
    /** Nothing is ever full. */
    public static final Watermarks NONE = new Watermarks(Long.MAX_VALUE, 0, 0);

    public Watermarks {
        if (heapBytesMax < 1 || diskExhaustedBytes < 0 || diskLowBytes < diskExhaustedBytes) {
            throw new IllegalArgumentException("watermarks in the wrong order");
        }
    }

    /**
     * Marks for a disk with a log of such segments. The next one must always fit or be there
     * already: a log that cannot roll stops the node.
     *
     * @param segmentFileBytes what a segment takes of the disk; its free bytes count what the next
     *     segment has taken already
     */
    public static Watermarks ofSegments(long heapBytesMax, long segmentFileBytes) {
        return new Watermarks(heapBytesMax, 2 * segmentFileBytes, segmentFileBytes);
    }
}
