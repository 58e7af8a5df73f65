package dev.penstock.table;

/**
 * The newest stream of a table: what the table's description shows of it, and keeps to show when
 * the stream was disabled.
 *
 * @param labelMicros the time in its label: whole milliseconds, microseconds since 1970
 */
public record LatestStream(long labelMicros, StreamViewType viewType, boolean enabled) {
    /** What CreateTable asks for; the commit gives it its label. */
    public static LatestStream wanted(StreamViewType viewType) {
        return new LatestStream(0, viewType, true);
    }

    /** The same stream, from now on without records. */
    public LatestStream disabled() {
        return new LatestStream(labelMicros, viewType, false);
    }

    public String label() {
        return StreamLabel.of(labelMicros);
    }
}
