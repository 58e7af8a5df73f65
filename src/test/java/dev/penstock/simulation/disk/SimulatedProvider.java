package dev.penstock.simulation.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code Files} and {@code FileChannel} ask of a {@link SimulatedFileSystem}. */
final class SimulatedProvider extends FileSystemProvider {
    private static SimulatedPath of(Path path) {
        return SimulatedFileSystem.of(path).toAbsolutePath();
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        var target = of(path);
        var files = target.getFileSystem();
        Node node = files.find(target);
        boolean creates = options.contains(StandardOpenOption.CREATE);
        boolean createsNew = options.contains(StandardOpenOption.CREATE_NEW);
        files.call(
                node == null && (creates || createsNew) ? DiskCall.CREATE : DiskCall.OPEN,
                target,
                0);
        if (node != null && createsNew) {
            throw new FileAlreadyExistsException(target.toString());
        }
        if (node == null) {
            if (!creates && !createsNew) {
                throw new NoSuchFileException(target.toString());
            }
            node = new FileNode();
            files.link(target, node);
        }
        var channel = new SimulatedChannel(target, node);
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)
                && options.contains(StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        return channel;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
        var target = of(path);
        target.getFileSystem().call(DiskCall.LIST, target, 0);
        var entries = new ArrayList<Path>();
        for (String name : target.getFileSystem().directory(target).names()) {
            entries.add(target.resolve(name));
        }
        return new Listing(List.copyOf(entries));
    }

    private record Listing(List<Path> entries) implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            return entries.iterator();
        }

        @Override
        public void close() {}
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        var target = of(path);
        target.getFileSystem().call(DiskCall.MAKE_DIRECTORY, target, 0);
        target.getFileSystem().link(target, new DirectoryNode());
    }

    @Override
    public void delete(Path path) throws IOException {
        var target = of(path);
        var files = target.getFileSystem();
        files.call(DiskCall.DELETE, target, 0);
        Node node = files.node(target);
        switch (node) {
            case DirectoryNode directory when !directory.names().isEmpty() ->
                    throw new DirectoryNotEmptyException(target.toString());
            case DirectoryNode _ -> {}
            case FileNode file -> files.disk().release(file);
        }
        files.directory(target.getParent())
                .change(
                        new DirectoryNode.Change(
                                files.disk().nextOrder(), node, target.lastName(), null));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        var source = of(from);
        var target = of(to);
        var files = source.getFileSystem();
        if (!Objects.equals(source.getParent(), target.getParent())) {
            throw new UnsupportedOperationException("a move to another directory");
        }
        files.call(DiskCall.RENAME, source, target.toString().hashCode());
        Node node = files.node(source);
        if (files.find(target) instanceof FileNode replaced) {
            files.disk().release(replaced);
        }
        files.directory(source.getParent())
                .change(
                        new DirectoryNode.Change(
                                files.disk().nextOrder(),
                                node,
                                source.lastName(),
                                target.lastName()));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        of(path).getFileSystem().node(of(path));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        Node node = of(path).getFileSystem().node(of(path));
        return type.cast(new NodeAttributes(node));
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return of(one).equals(of(other));
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        return new SimulatedStore(of(path).getFileSystem().disk());
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
