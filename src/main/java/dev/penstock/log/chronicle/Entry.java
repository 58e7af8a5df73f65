package dev.penstock.log.chronicle;

import dev.penstock.log.LogEnd;

/**
 * What the header of a valid entry says.
 *
 * @param stamp the batch that it is a part of
 * @param index which part
 * @param count of how many
 * @param chain checksum of the entry before
 * @param crc its own checksum
 * @param opensSegment whether it is the first of its segment
 */
record Entry(BatchStamp stamp, int index, int count, int chain, int crc, boolean opensSegment) {
    /**
     * What all entries of a batch say of it.
     *
     * @param bodyBytes bytes of the whole body
     */
    record BatchStamp(
            long number, long firstSequence, long commitMicros, int commitCount, int bodyBytes) {
        long lastSequence() {
            return firstSequence + commitCount - 1;
        }

        LogEnd end() {
            return new LogEnd(number, lastSequence(), commitMicros);
        }

        boolean follows(LogEnd end) {
            return number == end.batchNumber() + 1
                    && firstSequence == end.sequence() + 1
                    && commitMicros > end.commitMicros();
        }
    }

    boolean isLast() {
        return index == count - 1;
    }
}
