package dev.penstock.partition;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Looks at the disk's free space now and then, and tells the writer. Background worker only. */
final class DiskWatch implements Runnable {
    static final long PERIOD_MILLIS = 1_000;

    private final DiskSpace space;
    private final Watermarks watermarks;
    private final LongSupplier snapshotRoom;
    private final Room room;
    private final Consumer<DiskLevel> onLook;

    private boolean isTight;

    /**
     * Watches a disk.
     *
     * @param snapshotRoom bytes that the next snapshot may need at most
     * @param onLook told with each look what it found
     */
    DiskWatch(
            DiskSpace space,
            Watermarks watermarks,
            LongSupplier snapshotRoom,
            Room room,
            Consumer<DiskLevel> onLook) {
        this.space = space;
        this.watermarks = watermarks;
        this.snapshotRoom = snapshotRoom;
        this.room = room;
        this.onLook = onLook;
    }

    @Override
    public void run() {
        DiskLevel level = look();
        room.onDisk(level);
        onLook.accept(level);
    }

    /**
     * Whether less than twice the low mark was left at the last look: who can give disk back does
     * so, before anybody is refused.
     */
    boolean isTight() {
        return isTight;
    }

    /** What cannot be looked at is taken for full, and looked at again. */
    private DiskLevel look() {
        try {
            long usableBytes = space.usableBytes();
            isTight = usableBytes - 2 * watermarks.diskLowBytes() < snapshotRoom.getAsLong();
            return level(usableBytes);
        } catch (RuntimeException unknown) {
            isTight = true;
            return DiskLevel.LOW;
        }
    }

    private DiskLevel level(long usableBytes) {
        if (usableBytes < watermarks.diskExhaustedBytes()) {
            return DiskLevel.EXHAUSTED;
        }
        boolean low = usableBytes - watermarks.diskLowBytes() < snapshotRoom.getAsLong();
        return low ? DiskLevel.LOW : DiskLevel.PLENTY;
    }
}
