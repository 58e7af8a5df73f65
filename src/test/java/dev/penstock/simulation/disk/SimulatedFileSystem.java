package dev.penstock.simulation.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A disk as one process sees it. Once unmounted, every call ends the caller. */
public final class SimulatedFileSystem extends FileSystem {
    private static final String SEPARATOR = "/";

    private final SimulatedDisk disk;
    private final DiskListener listener;
    private final SimulatedProvider provider = new SimulatedProvider();
    private boolean mounted = true;

    SimulatedFileSystem(SimulatedDisk disk, DiskListener listener) {
        this.disk = disk;
        this.listener = listener;
    }

    /** The process ends here: its next call does not return. */
    public void unmount() {
        mounted = false;
    }

    public boolean isMounted() {
        return mounted;
    }

    /** A file in memory, as far as it is allocated. */
    public SimulatedMapping map(Path path) throws IOException {
        return new SimulatedMapping(of(path), file(of(path)));
    }

    SimulatedDisk disk() {
        return disk;
    }

    /** Every call begins here. */
    void call(DiskCall call, SimulatedPath path, long detail) throws IOException {
        requireProcess();
        disk.trace().event(call, path, detail);
        listener.before(call, path);
        requireProcess();
    }

    private void requireProcess() {
        if (!mounted) {
            throw new ProcessGone();
        }
    }

    static SimulatedPath of(Path path) {
        return (SimulatedPath) path;
    }

    @Nullable Node find(SimulatedPath path) {
        Node node = disk.root();
        for (String name : path.names()) {
            node = node instanceof DirectoryNode directory ? directory.find(name) : null;
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    Node node(SimulatedPath path) throws IOException {
        Node node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    FileNode file(SimulatedPath path) throws IOException {
        if (node(path) instanceof FileNode file) {
            return file;
        }
        throw new FileNotFoundException(path + " is a directory");
    }

    DirectoryNode directory(@Nullable SimulatedPath path) throws IOException {
        if (path != null && node(path) instanceof DirectoryNode directory) {
            return directory;
        }
        throw new NotDirectoryException(String.valueOf(path));
    }

    void link(SimulatedPath path, Node node) throws IOException {
        var parent = directory(path.getParent());
        if (parent.find(path.lastName()) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        parent.change(new DirectoryNode.Change(disk.nextOrder(), node, null, path.lastName()));
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return SEPARATOR;
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath(SEPARATOR));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        var names = new ArrayList<String>(Arrays.asList(first.split(SEPARATOR)));
        for (String part : more) {
            names.addAll(Arrays.asList(part.split(SEPARATOR)));
        }
        names.removeIf(String::isEmpty);
        return new SimulatedPath(this, first.startsWith(SEPARATOR), names);
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
