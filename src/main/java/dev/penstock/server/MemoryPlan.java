package dev.penstock.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How the heap is shared out between items and what is in flight. What must fit is planned here, so
 * that a small heap is a matter of speed and of "full", never of an OutOfMemoryError.
 *
 * @param bodiesBytes all bodies of requests
 * @param answersBytes all answers that are being built or unsent
 * @param inboxBytes all writes that wait for the writer
 * @param streamsBytes the newest records of all streams
 * @param itemsBytes all items, with what only a running snapshot still holds of them
 * @param connections of clients
 * @param feedBytes changes that indexes lack; what is kept of them counts with the items
 * @param subscribers who are told of changes, each of whom may let some wait
 * @param exportsBytes changes on their way to Kafka; 0 if there is none
 */
record MemoryPlan(
        long bodiesBytes,
        long answersBytes,
        long inboxBytes,
        long streamsBytes,
        long itemsBytes,
        int connections,
        long feedBytes,
        int subscribers,
        long exportsBytes) {
    private static final long MEBIBYTE = 1L << 20;

    /** Two of the longest bodies: one may be there twice while it is put together. */
    private static final long FLIGHT_BYTES_MIN = 32 * MEBIBYTE;

    private static final long FLIGHT_BYTES_MAX = 256 * MEBIBYTE;
    private static final long INBOX_BYTES_MIN = 8 * MEBIBYTE;
    private static final long INBOX_BYTES_MAX = 64 * MEBIBYTE;
    private static final long FEED_BYTES_MIN = 4 * MEBIBYTE;
    private static final long FEED_BYTES_MAX = 64 * MEBIBYTE;
    private static final long STREAMS_BYTES_MIN = 4 * MEBIBYTE;
    private static final long STREAMS_BYTES_MAX = 64 * MEBIBYTE;
    private static final long EXPORTS_BYTES_MIN = 4 * MEBIBYTE;
    private static final long EXPORTS_BYTES_MAX = 64 * MEBIBYTE;

    /** The young generation that the launcher asks for, and what classes and libraries hold. */
    private static final long JVM_BYTES = 96 * MEBIBYTE;

    private static final long CONNECTION_BYTES = 24 << 10;
    private static final long FILES_KEPT = 512;

    /** Of 64 KiB that may wait for it, a quarter of all subscribers at their worst. */
    private static final long SUBSCRIBER_BYTES = 256 << 10;

    private static final long SUBSCRIBERS_MAX = 10_000;

    static MemoryPlan of(Configuration configuration, long heapBytes) {
        long bodies = given(configuration, Settings.REQUESTS_IN_FLIGHT_BYTES, flight(heapBytes));
        long answers = given(configuration, Settings.ANSWERS_IN_FLIGHT_BYTES, flight(heapBytes));
        long inbox =
                given(
                        configuration,
                        Settings.INBOX_BYTES,
                        Math.clamp(heapBytes / 32, INBOX_BYTES_MIN, INBOX_BYTES_MAX));
        long streams =
                given(
                        configuration,
                        Settings.STREAM_TAIL_BYTES,
                        Math.clamp(heapBytes / 32, STREAMS_BYTES_MIN, STREAMS_BYTES_MAX));
        long exports = exports(configuration, heapBytes);
        long rest = heapBytes - JVM_BYTES - bodies - answers - inbox - streams - exports;
        long items =
                Math.max(
                        rest / 100 * configuration.get(Settings.HEAP_WATERMARK_PERCENT),
                        heapBytes / 8);
        long feed =
                given(
                        configuration,
                        Settings.FEED_BYTES,
                        Math.clamp(heapBytes / 64, FEED_BYTES_MIN, FEED_BYTES_MAX));
        int subscribers = configuration.get(Settings.SUBSCRIBERS);
        return new MemoryPlan(
                bodies,
                answers,
                inbox,
                streams,
                items,
                connections(heapBytes),
                feed,
                subscribers > 0 ? subscribers : subscribers(heapBytes),
                exports);
    }

    private static long exports(Configuration configuration, long heapBytes) {
        return configuration.get(Settings.KAFKA_BOOTSTRAP_SERVERS).isEmpty()
                ? 0
                : given(
                        configuration,
                        Settings.KAFKA_BUFFER_BYTES,
                        Math.clamp(heapBytes / 32, EXPORTS_BYTES_MIN, EXPORTS_BYTES_MAX));
    }

    private static long flight(long heapBytes) {
        return Math.clamp(heapBytes / 8, FLIGHT_BYTES_MIN, FLIGHT_BYTES_MAX);
    }

    private static long given(Configuration configuration, Setting<Long> setting, long otherwise) {
        long bytes = configuration.get(setting);
        return bytes > 0 ? bytes : otherwise;
    }

    private static int subscribers(long heapBytes) {
        return (int) Math.clamp(heapBytes / SUBSCRIBER_BYTES, 1, SUBSCRIBERS_MAX);
    }

    /** A connection too many must not take the file that the log rolls to. */
    private static int connections(long heapBytes) {
        long files = filesMax();
        long connections =
                Math.min(heapBytes / CONNECTION_BYTES, Math.max(files - FILES_KEPT, files / 2));
        return Math.clamp(connections, 1, Integer.MAX_VALUE);
    }

    private static long filesMax() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }
}
