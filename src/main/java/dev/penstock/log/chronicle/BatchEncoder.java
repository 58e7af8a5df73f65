package dev.penstock.log.chronicle;

import dev.penstock.log.Batch;

/**
 * Cuts a batch into entries, one after the other, in the order in which they are to be written. The
 * body is not copied: an entry is a header here and a part of the body there. Belongs to the
 * writer.
 */
final class BatchEncoder {
    private final byte[] header = new byte[EntryLayout.HEADER_BYTES];

    private SegmentId place;
    private int chain;
    private boolean opensSegment;

    /** Continues after an entry with this checksum. */
    BatchEncoder(SegmentId place, int chain) {
        this.place = place;
        this.chain = chain;
    }

    /** The next entry is the first of this segment. */
    void enterSegment(int segment) {
        place = place.withSegment(segment);
        opensSegment = true;
    }

    /** Bytes that the batch takes in a file, the queue's own four per document included. */
    static long fileBytes(Batch batch) {
        int bodyBytes = batch.body().byteCount();
        int perEntry = EntryLayout.HEADER_BYTES + 2 * EntryLayout.ALIGNMENT_BYTES;
        return bodyBytes + (long) EntryLayout.entryCount(bodyBytes) * perEntry;
    }

    /** Makes the header of one entry and chains it; indexes go up from 0. */
    byte[] header(Batch batch, int index) {
        var body = batch.body();
        var stamp =
                new Entry.BatchStamp(
                        batch.number(),
                        batch.firstSequence(),
                        batch.commitMicros(),
                        body.commitCount(),
                        body.byteCount());
        int count = EntryLayout.entryCount(body.byteCount());
        var entry = new Entry(stamp, index, count, chain, 0, opensSegment);
        EntryLayout.writeHeader(header, place, entry);
        int length = EntryLayout.partBytes(body.byteCount(), index);
        chain = EntryLayout.seal(header, body.array(), partOffset(index), length);
        opensSegment = false;
        return header;
    }

    /** Where the part of the body begins that belongs to an entry. */
    static int partOffset(int index) {
        return index * EntryLayout.ENTRY_BODY_BYTES_MAX;
    }

    SegmentId place() {
        return place;
    }

    /** Checksum of the last entry. */
    int chain() {
        return chain;
    }
}
