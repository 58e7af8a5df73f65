package dev.penstock.simulation.disk;

import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names from the root, or from anywhere. Without links, and without dots. */
public final class SimulatedPath implements Path {
    private final SimulatedFileSystem files;
    private final boolean absolute;
    private final List<String> names;
    private final String text;

    SimulatedPath(SimulatedFileSystem files, boolean absolute, List<String> names) {
        this.files = files;
        this.absolute = absolute;
        this.names = List.copyOf(names);
        text = (absolute ? "/" : "") + String.join("/", names);
    }

    List<String> names() {
        return names;
    }

    String lastName() {
        return names.getLast();
    }

    private SimulatedPath relative(List<String> some) {
        return new SimulatedPath(files, false, some);
    }

    @Override
    public SimulatedFileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable SimulatedPath getRoot() {
        return absolute ? new SimulatedPath(files, true, List.of()) : null;
    }

    @Override
    public @Nullable SimulatedPath getFileName() {
        return names.isEmpty() ? null : relative(List.of(names.getLast()));
    }

    @Override
    public @Nullable SimulatedPath getParent() {
        boolean hasParent = names.size() > 1 || (absolute && !names.isEmpty());
        return hasParent
                ? new SimulatedPath(files, absolute, names.subList(0, names.size() - 1))
                : null;
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public SimulatedPath getName(int index) {
        return relative(List.of(names.get(index)));
    }

    @Override
    public SimulatedPath subpath(int from, int to) {
        return relative(names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        int count = other.getNameCount();
        return isAbsolute() == other.isAbsolute()
                && count <= names.size()
                && names.subList(0, count).equals(SimulatedFileSystem.of(other).names);
    }

    @Override
    public boolean endsWith(Path other) {
        int count = other.getNameCount();
        return count <= names.size()
                && names.subList(names.size() - count, names.size())
                        .equals(SimulatedFileSystem.of(other).names);
    }

    @Override
    public SimulatedPath normalize() {
        return this;
    }

    @Override
    public SimulatedPath resolve(Path other) {
        var others = SimulatedFileSystem.of(other);
        if (others.absolute) {
            return others;
        }
        var all = new ArrayList<>(names);
        all.addAll(others.names);
        return new SimulatedPath(files, absolute, all);
    }

    @Override
    public SimulatedPath relativize(Path other) {
        if (!other.startsWith(this)) {
            throw new IllegalArgumentException(other + " is not below " + this);
        }
        return SimulatedFileSystem.of(other).subpathFrom(names.size());
    }

    private SimulatedPath subpathFrom(int index) {
        return relative(names.subList(index, names.size()));
    }

    @Override
    public URI toUri() {
        return URI.create("simulated:" + text);
    }

    @Override
    public SimulatedPath toAbsolutePath() {
        return absolute ? this : new SimulatedPath(files, true, names);
    }

    @Override
    public SimulatedPath toRealPath(LinkOption... options) {
        return toAbsolutePath();
    }

    @Override
    public WatchKey register(
            WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return text.compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimulatedPath path && text.equals(path.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
