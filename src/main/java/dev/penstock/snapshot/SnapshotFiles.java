package dev.penstock.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The few operations on one directory that snapshots need, so that a test can lose power in any.
 */
interface SnapshotFiles {
    /** Names of all files. */
    List<String> names() throws IOException;

    /** Begins a file that must not be there yet. */
    Output create(String name) throws IOException;

    Input open(String name) throws IOException;

    /** Renames a file at once, over an older one of that name. */
    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Makes names that came and went survive a loss of power. */
    void force() throws IOException;

    /** A file that is being written. */
    interface Output extends Closeable {
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Makes what was written survive a loss of power. */
        void force() throws IOException;
    }

    /** A file that is being read, from its begin. */
    interface Input extends Closeable {
        long lengthBytes() throws IOException;

        /** Reads up to so many bytes and returns how many; -1 at the end. */
        int read(byte[] into, int offset, int length) throws IOException;
    }
}
