package dev.penstock.simulation.disk;

import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.jspecify.annotations.Nullable;

/** Tells how much room a disk has. */
final class SimulatedStore extends FileStore {
    private final SimulatedDisk disk;

    SimulatedStore(SimulatedDisk disk) {
        this.disk = disk;
    }

    @Override
    public long getUsableSpace() {
        return disk.freeBytes();
    }

    @Override
    public long getUnallocatedSpace() {
        return disk.freeBytes();
    }

    @Override
    public long getTotalSpace() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public String type() {
        return "simulated";
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return false;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
        return false;
    }

    @Override
    public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
        return null;
    }

    @Override
    public Object getAttribute(String attribute) {
        throw new UnsupportedOperationException();
    }
}
