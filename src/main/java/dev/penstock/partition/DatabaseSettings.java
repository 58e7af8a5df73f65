package dev.penstock.partition;

import dev.penstock.common.Limit;
import dev.penstock.index.IndexEntries;
import dev.penstock.tree.TreeShape;

/**
 * The engine's bounds.
 *
 * @param partitions hash ranges that every table is spread over; fixed once data exists
 */
public record DatabaseSettings(
        int partitions,
        Tree tree,
        Inbox inbox,
        Batching batching,
        Watermarks watermarks,
        Feed feed,
        Streams streams,
        Expiry expiry) {
    private static final int PARTITIONS_DEFAULT = 4;
    private static final int NODE_ENTRIES_DEFAULT = 64;

    @Limit(
            of = "commands accepted and not yet answered",
            unit = "commands",
            beyond = "`ThrottlingException`")
    private static final int INBOX_COMMANDS_DEFAULT = 131_072;

    @Limit(
            of =
                    "bytes of commands accepted and not yet answered (default, less on a heap below"
                            + " 2 GiB)",
            unit = "bytes",
            beyond = "`ThrottlingException`")
    private static final long INBOX_BYTES_DEFAULT = 64L << 20;

    @Limit(
            of = "commands under one sync (default)",
            unit = "commands",
            beyond = "the command waits for the next batch")
    private static final int BATCH_COMMANDS_DEFAULT = 1_024;

    @Limit(
            of = "bytes under one sync (default)",
            unit = "bytes",
            beyond = "the command waits for the next batch")
    private static final long BATCH_BYTES_DEFAULT = 4L << 20;

    @Limit(
            of =
                    "bytes of changes kept for readers inside the node (default, less on a heap"
                            + " below 4 GiB)",
            unit = "bytes",
            beyond = "a reader that is further behind compares trees instead, or reads the log")
    private static final long RING_BYTES_DEFAULT = 64L << 20;

    @Limit(
            of = "age of a commit that the indexes lack (default)",
            unit = "microseconds",
            beyond = "writes to tables with indexes: `ThrottlingException`")
    private static final long INDEX_LAG_MICROS_DEFAULT = 1_000_000;

    public DatabaseSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions);
        }
    }

    /** With the default feed, streams and expiry. */
    public DatabaseSettings(
            int partitions, Tree tree, Inbox inbox, Batching batching, Watermarks watermarks) {
        this(
                partitions,
                tree,
                inbox,
                batching,
                watermarks,
                Feed.DEFAULT,
                Streams.DEFAULT,
                Expiry.DEFAULT);
    }

    /**
     * The change feed, and how far behind it may be what must not be.
     *
     * @param ringBytesMax of changes that are kept for readers inside the node
     * @param indexLagMicrosMax a commit that the indexes lack for longer stops writes to their
     *     tables
     */
    public record Feed(long ringBytesMax, long indexLagMicrosMax) {
        public static final Feed DEFAULT = new Feed(RING_BYTES_DEFAULT, INDEX_LAG_MICROS_DEFAULT);

        public Feed {
            if (ringBytesMax < 1 || indexLagMicrosMax < 1) {
                throw new IllegalArgumentException("a feed of %d bytes".formatted(ringBytesMax));
            }
        }
    }

    /**
     * How streams are cut and kept.
     *
     * @param rollMicros how long each shard of a stream that is made from now on lasts
     * @param retentionMicros how long records, and disabled streams, are kept
     * @param retentionBytes of log that are kept for streams, beside what snapshots need; above it
     *     the oldest records go earlier
     */
    public record Streams(long rollMicros, long retentionMicros, long retentionBytes) {
        /** DynamoDB's hours, and 4 GiB. */
        public static final Streams DEFAULT =
                new Streams(4 * 3_600_000_000L, 24 * 3_600_000_000L, 4L << 30);

        public Streams {
            if (rollMicros < 1 || retentionMicros < 1 || retentionBytes < 1) {
                throw new IllegalArgumentException(
                        "streams rolled each %d µs, kept for %d µs or %d bytes"
                                .formatted(rollMicros, retentionMicros, retentionBytes));
            }
        }
    }

    /**
     * Time to live.
     *
     * @param intervalMillis between two looks at what is due
     * @param coolDownMicros how long after a change of a table's setting there is no other
     * @param clockPauseMicros how long nothing expires after the clock has leapt ahead
     */
    public record Expiry(long intervalMillis, long coolDownMicros, long clockPauseMicros) {
        /** A second, DynamoDB's hour, and ten minutes. */
        public static final Expiry DEFAULT = new Expiry(1_000, 3_600_000_000L, 600_000_000L);

        public Expiry {
            if (intervalMillis < 1 || coolDownMicros < 0 || clockPauseMicros < 0) {
                throw new IllegalArgumentException(
                        "expiry each %d ms, changed after %d µs, paused for %d µs"
                                .formatted(intervalMillis, coolDownMicros, clockPauseMicros));
            }
        }
    }

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

        /**
         * Half as large leaves: a put that moves an entry copies two whole leaves of an index, one
         * that overwrites an item only one array of a table's.
         */
        IndexEntries.NodeSizes indexNodes() {
            return new IndexEntries.NodeSizes(Math.max(TreeShape.NODE_MIN, leafItems / 2), fanOut);
        }
    }

    /** What may wait for the writer, and be decided but not yet answered. */
    public record Inbox(int commandsMax, long bytesMax) {
        public Inbox {
            boolean fits =
                    commandsMax <= dev.penstock.partition.Inbox.COMMANDS_MAX
                            && bytesMax <= dev.penstock.partition.Inbox.BYTES_MAX;
            if (commandsMax < 1 || bytesMax < 1 || !fits) {
                throw new IllegalArgumentException(
                        "inbox of %d commands, %d bytes".formatted(commandsMax, bytesMax));
            }
        }
    }

    /** What the writer takes at once: at most this goes into one batch and under one sync. */
    public record Batching(int commandsMax, long bytesMax) {
        /** A batch that has just not reached it must still hold one largest commit more. */
        public static final long BYTES_MAX = 16L << 20;

        public Batching {
            if (commandsMax < 1 || bytesMax < 1 || bytesMax > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "a batch of %d commands, %d bytes".formatted(commandsMax, bytesMax));
            }
        }
    }

    /** The defaults, without watermarks: only the launcher knows heap and disk. */
    public static DatabaseSettings defaults() {
        return new DatabaseSettings(
                PARTITIONS_DEFAULT,
                new Tree(NODE_ENTRIES_DEFAULT, NODE_ENTRIES_DEFAULT),
                new Inbox(INBOX_COMMANDS_DEFAULT, INBOX_BYTES_DEFAULT),
                new Batching(BATCH_COMMANDS_DEFAULT, BATCH_BYTES_DEFAULT),
                Watermarks.NONE);
    }

    /** The same settings with other watermarks. */
    public DatabaseSettings with(Watermarks changed) {
        return new DatabaseSettings(
                partitions, tree, inbox, batching, changed, feed, streams, expiry);
    }

    /** The same settings with another feed. */
    public DatabaseSettings with(Feed changed) {
        return new DatabaseSettings(
                partitions, tree, inbox, batching, watermarks, changed, streams, expiry);
    }

    /** The same settings with streams cut and kept in another way. */
    public DatabaseSettings with(Streams changed) {
        return new DatabaseSettings(
                partitions, tree, inbox, batching, watermarks, feed, changed, expiry);
    }

    /** The same settings with items expiring in another way. */
    public DatabaseSettings with(Expiry changed) {
        return new DatabaseSettings(
                partitions, tree, inbox, batching, watermarks, feed, streams, changed);
    }
}
