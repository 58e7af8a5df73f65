package dev.penstock.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The real data directory, on a simulated disk. */
public final class SimulatedHome implements Closeable {
    private final DataDirectory directory;

    public SimulatedHome(Path path, int partitions) throws IOException {
        directory = DataDirectory.open(path, partitions, "simulated");
    }

    public Path log() {
        return directory.log();
    }

    public Path snapshots() {
        return directory.snapshots();
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
