package dev.penstock.simulation.disk;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/** A lock that nobody disputes: it ends with its process, and there is only one at a time. */
final class SimulatedLock extends FileLock {
    SimulatedLock(FileChannel channel) {
        super(channel, 0, Long.MAX_VALUE, false);
    }

    @Override
    public boolean isValid() {
        return acquiredBy().isOpen();
    }

    @Override
    public void release() {}
}
