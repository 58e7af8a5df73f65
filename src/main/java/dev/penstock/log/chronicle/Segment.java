package dev.penstock.log.chronicle;

import java.nio.file.Path;

/**
 * A segment that holds entries.
 *
 * @param firstBatch number of the batch of its first readable entry
 * @param firstSequence sequence number of that batch's first commit
 * @param firstMicros its commit time
 */
record Segment(SegmentId id, Path path, long firstBatch, long firstSequence, long firstMicros) {}
