package dev.penstock.log.chronicle;

import java.nio.ByteBuffer;

/**
 * Finds the entries of one segment in its bytes, whatever else is there or is missing. Looks at
 * every place where an entry may begin and at nothing that the queue library wrote.
 */
final class EntryScan {
    private final SegmentId place;

    EntryScan(SegmentId place) {
        this.place = place;
    }

    /**
     * Moves the buffer's position, which stands for a multiple of {@link
     * EntryLayout#ALIGNMENT_BYTES} in the file, to the next valid entry.
     *
     * @param bytes little-endian; from its position to its limit
     * @param isRest whether the file ends where the buffer does
     * @return whether there is one; if not, the position is where to go on with more bytes
     */
    boolean find(ByteBuffer bytes, boolean isRest) {
        int at = bytes.position();
        int last = bytes.limit() - EntryLayout.HEADER_BYTES;
        for (; at <= last; at += EntryLayout.ALIGNMENT_BYTES) {
            if (!EntryLayout.mayBegin(bytes, at, place)) {
                continue;
            }
            boolean isWhole = EntryLayout.entryBytes(bytes, at) <= bytes.limit() - at;
            if (isWhole ? EntryLayout.isIntact(bytes, at) : !isRest) {
                bytes.position(at);
                return isWhole;
            }
        }
        bytes.position(Math.min(at, bytes.limit()));
        return false;
    }
}
