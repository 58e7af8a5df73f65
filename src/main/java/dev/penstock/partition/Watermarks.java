package dev.penstock.partition;

/**
 * From where on "full" is an answer.
 *
 * @param heapBytesMax live bytes of all trees and the inbox above which puts and updates that grow
 *     are refused
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

    /** Marks for a disk with a log of such segments: the next one must always fit. */
    public static Watermarks ofSegments(long heapBytesMax, long segmentBytes) {
        return new Watermarks(heapBytesMax, 2 * segmentBytes, segmentBytes / 2);
    }
}
