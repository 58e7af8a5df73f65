package dev.penstock.simulation.disk;

import java.io.IOException;

/** Told of every call before it has any effect. */
@FunctionalInterface
public interface DiskListener {
    /**
     * May let the call fail, by throwing, or end the process that made it, by unmounting its file
     * system.
     */
    void before(DiskCall call, SimulatedPath path) throws IOException;
}
