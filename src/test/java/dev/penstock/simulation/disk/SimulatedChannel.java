package dev.penstock.simulation.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file, or an open directory, which can only be synced. */
final class SimulatedChannel extends FileChannel {
    private final SimulatedPath path;
    private final SimulatedFileSystem files;
    private final Node node;
    private long position;

    SimulatedChannel(SimulatedPath path, Node node) {
        this.path = path;
        this.node = node;
        files = path.getFileSystem();
    }

    private FileNode file() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (node instanceof FileNode file) {
            return file;
        }
        throw new IOException(path + " is a directory");
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        files.call(DiskCall.READ, path, at);
        return file().read(at, into);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = read(into, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        files.call(DiskCall.WRITE, path, at);
        var file = file();
        int count = source.remaining();
        files.disk().trace().add(source);
        if (at + count > file.size()) {
            files.disk().allocate(file, at + count);
        }
        file.write(at, source);
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = write(source, position);
        position += count;
        return count;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        if (node instanceof DirectoryNode directory) {
            files.call(DiskCall.SYNC_DIRECTORY, path, 0);
            directory.sync();
            return;
        }
        var file = file();
        try {
            files.call(DiskCall.SYNC_FILE, path, file.size());
        } catch (IOException failure) {
            files.disk().failSync(file);
            throw failure;
        }
        files.disk().sync(file);
    }

    @Override
    public FileChannel truncate(long bytes) throws IOException {
        files.call(DiskCall.TRUNCATE, path, bytes);
        var file = file();
        if (bytes < file.size()) {
            files.disk().allocate(file, bytes);
            file.resize(bytes);
        }
        return this;
    }

    @Override
    public long size() throws IOException {
        return file().size();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long at) {
        position = at;
        return this;
    }

    @Override
    protected void implCloseChannel() {}

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long at, long bytes, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long at, long bytes, boolean shared) {
        return new SimulatedLock(this);
    }
}
