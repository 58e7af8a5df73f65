package dev.penstock.log.chronicle;

/**
 * The place of an entry: which segment of which epoch.
 *
 * @param epoch number of the epoch, from 1; 0 before the first
 * @param epochId random, in the epoch's directory name, so that no content can pretend to a place
 * @param segment number of the segment in its epoch, from 0
 */
record SegmentId(int epoch, long epochId, int segment) {
    SegmentId withSegment(int other) {
        return new SegmentId(epoch, epochId, other);
    }
}
