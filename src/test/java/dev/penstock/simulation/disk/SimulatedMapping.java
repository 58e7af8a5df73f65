package dev.penstock.simulation.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A file in a process's memory: stores need no call, and survive the process. */
public final class SimulatedMapping {
    private final SimulatedPath path;
    private final FileNode file;

    SimulatedMapping(SimulatedPath path, FileNode file) {
        this.path = path;
        this.file = file;
    }

    public SimulatedPath path() {
        return path;
    }

    /**
     * Stores bytes.
     *
     * @throws IllegalStateException beyond the end of the file, where a real process would be
     *     killed by SIGBUS
     */
    public void put(long at, byte[] bytes, int from, int length) {
        try {
            path.getFileSystem().call(DiskCall.STORE, path, at);
        } catch (IOException e) {
            throw new UncheckedIOException("a store cannot fail", e);
        }
        if (at + length > file.size()) {
            throw new IllegalStateException("a store behind the end of " + path);
        }
        var source = ByteBuffer.wrap(bytes, from, length);
        path.getFileSystem().disk().trace().add(source);
        file.write(at, source);
    }
}
