package dev.penstock.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Space of the disk that is kept for the next start. A start takes some, for the queue of its epoch
 * and for what it must write anew, before it can give any back: on a disk that is full to the last
 * byte it would fail without.
 */
public final class StartReserve {
    private static final int FILL_BYTES = 64 << 10;

    private final Path path;
    private final long bytes;

    public StartReserve(Path path, long bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /** Gives the space to who starts. */
    public void release() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new LogException("cannot delete " + path, e);
        }
    }

    /**
     * Takes the space, unless that was done; nothing of it, if the disk has not so much. Not
     * synced: what a loss of power takes of it, the next call takes again.
     */
    public void keep() {
        try {
            if (!isKept()) {
                fill();
            }
        } catch (IOException full) {
            // No promise hangs on it until a start meets a full disk: the next segment tries again.
        }
    }

    private boolean isKept() throws IOException {
        return Files.exists(path) && Files.size(path) == bytes;
    }

    private void fill() throws IOException {
        try (var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var zeros = ByteBuffer.allocate(FILL_BYTES);
            for (long at = 0; at < bytes; ) {
                zeros.clear().limit((int) Math.min(FILL_BYTES, bytes - at));
                at += channel.write(zeros, at);
            }
            channel.truncate(bytes);
        } catch (IOException e) {
            giveBack(e);
            throw e;
        }
    }

    private void giveBack(IOException why) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            why.addSuppressed(left);
        }
    }
}
