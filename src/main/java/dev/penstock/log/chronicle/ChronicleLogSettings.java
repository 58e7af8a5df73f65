package dev.penstock.log.chronicle;

/**
 * Sizes of the log's files.
 *
 * @param segmentBytes bytes at which a segment ends, up to 1 GiB; a power of two is not needed
 * @param blockBytes bytes that the queue maps at once, up to 64 MiB; a power of two
 * @param pauseMicros pause of the background preparing after each MiB, so that the writer does not
 *     notice; 0 for none
 */
public record ChronicleLogSettings(long segmentBytes, int blockBytes, int pauseMicros) {
    /** 256 MiB segments in blocks of 4 MiB, prepared at up to 200 MiB a second. */
    public static final ChronicleLogSettings DEFAULT =
            new ChronicleLogSettings(256L << 20, 4 << 20, 5_000);

    private static final long EPOCH_BYTES = 256 << 10;
    private static final int BYTES_MIN = 4 << 10;
    private static final long SEGMENT_BYTES_MAX = 1L << 30;
    private static final int BLOCK_BYTES_MAX = 64 << 20;

    public ChronicleLogSettings {
        boolean segment = segmentBytes >= BYTES_MIN && segmentBytes <= SEGMENT_BYTES_MAX;
        boolean block = blockBytes >= BYTES_MIN && blockBytes <= BLOCK_BYTES_MAX;
        if (!segment || !block || Integer.bitCount(blockBytes) != 1 || pauseMicros < 0) {
            throw new IllegalArgumentException(
                    "segment of %d bytes, blocks of %d, pause of %d µs"
                            .formatted(segmentBytes, blockBytes, pauseMicros));
        }
    }

    /** Size of a segment's file when it is prepared: what the disk must have for the next one. */
    public long segmentFileBytes() {
        return fileBytes(segmentBytes + blockBytes);
    }

    /**
     * What an opening needs before it gives anything back: the queue's own file, the directory of
     * the epoch and the notes in older ones, with room to spare, and a segment of one block for
     * what it must write anew.
     */
    long reserveBytes() {
        return EPOCH_BYTES + fileBytes(1);
    }

    /** The inverse of {@link #fileBytes}: what a segment takes in a file of this size, at most. */
    long usableBytes(long fileBytes) {
        long blocks = Math.max(0, fileBytes - blockBytes / 4) / blockBytes;
        return Math.min(segmentBytes, blocks * blockBytes);
    }

    /** Size of a file in which the queue can write this many bytes without extending it. */
    long fileBytes(long usedBytes) {
        long blocks = (usedBytes + blockBytes - 1) / blockBytes;
        return blocks * blockBytes + blockBytes / 4;
    }
}
