package dev.penstock.simulation.disk;

import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * The disk and the system's cache of it: outlives processes. What a process writes is in the cache;
 * a sync makes it durable; a loss of power keeps any subset of the rest.
 */
public final class SimulatedDisk {
    private final RandomGenerator random;
    private final Trace trace;
    private final boolean journalsWithSyncs;
    private final DirectoryNode root = new DirectoryNode();
    private final long bytes;
    private long othersBytes;
    private long usedBytes;
    private long lastOrder;

    /**
     * @param journalsWithSyncs whether a file's sync now and then makes all names durable too, as
     *     journaling file systems do
     */
    public SimulatedDisk(
            long bytes, boolean journalsWithSyncs, RandomGenerator random, Trace trace) {
        this.bytes = bytes;
        this.journalsWithSyncs = journalsWithSyncs;
        this.random = random;
        this.trace = trace;
    }

    /** The file system as one process sees it, until it is unmounted. */
    public SimulatedFileSystem mount(DiskListener listener) {
        return new SimulatedFileSystem(this, listener);
    }

    /** No process may have it mounted. */
    public void losePower() {
        root.losePower(new PowerCut(random, lastOrder));
        usedBytes = root.usedBytes();
    }

    /** The system writes some of what was not synced, as it may at any time. */
    public void writeBack() {
        if (random.nextBoolean()) {
            root.syncAll();
        }
        root.forEachFile(file -> file.writeBack(random));
    }

    public long freeBytes() {
        return Math.max(0, bytes - othersBytes - usedBytes);
    }

    /** How much of the disk somebody else holds. */
    public void othersHold(long held) {
        othersBytes = held;
    }

    /** Adds all files as a process sees them. */
    public void addTo(Trace sum) {
        root.addTo(sum);
    }

    DirectoryNode root() {
        return root;
    }

    Trace trace() {
        return trace;
    }

    long nextOrder() {
        return ++lastOrder;
    }

    /** Takes or gives back space for a file whose size changes. */
    void allocate(FileNode file, long size) throws IOException {
        long more =
                (long) (FileNode.pages(size) - FileNode.pages(file.size())) * FileNode.PAGE_BYTES;
        if (more > freeBytes()) {
            throw new IOException("No space left on device");
        }
        usedBytes += more;
    }

    void release(FileNode file) {
        usedBytes -= file.usedBytes();
    }

    void sync(FileNode file) {
        file.sync();
        if (journalsWithSyncs && random.nextInt(4) == 0) {
            root.syncAll();
        }
    }

    void failSync(FileNode file) {
        file.failSync(random);
    }
}
