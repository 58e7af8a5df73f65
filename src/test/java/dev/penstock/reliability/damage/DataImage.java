package dev.penstock.reliability.damage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All files of a data directory at one moment, in memory. Immutable. */
final class DataImage {
    /** Its bytes say nothing, and every opening touches it. */
    static final Path LOCK = Path.of("lock");

    /** Before any opening: whoever writes to a file gives it another time. */
    private static final FileTime RESTORED = FileTime.fromMillis(1_000);

    private static final int LOOKS_MAX = 1_000;

    private final SortedSet<Path> directories;
    private final SortedMap<Path, Content> files;

    private DataImage(SortedSet<Path> directories, SortedMap<Path, Content> files) {
        this.directories = directories;
        this.files = files;
    }

    /**
     * A file's bytes.
     *
     * @param bytes without the zeros at the end; never altered
     * @param lengthBytes with them
     */
    @SuppressWarnings("ArrayRecordComponent") // Never written to once it is made.
    record Content(byte[] bytes, long lengthBytes) {
        static Content of(byte[] all) {
            int used = all.length;
            while (used > 0 && all[used - 1] == 0) {
                used--;
            }
            return new Content(Arrays.copyOf(all, used), all.length);
        }

        /** The first bytes, those behind the end as zeros. */
        byte[] prefix(int count) {
            return Arrays.copyOf(bytes, count);
        }

        Content cut(long newLengthBytes) {
            var kept = Arrays.copyOf(bytes, (int) Math.min(bytes.length, newLengthBytes));
            return new Content(kept, newLengthBytes);
        }

        boolean isSame(Content other) {
            return lengthBytes == other.lengthBytes && Arrays.equals(bytes, other.bytes);
        }
    }

    /**
     * What any process would read now. Of a directory in which one is at work, the first state that
     * holds still for two looks: files come and go in its background.
     */
    static DataImage of(Path directory) {
        for (int attempt = 0; attempt < LOOKS_MAX; attempt++) {
            try {
                var image = look(directory);
                if (image.isSame(look(directory))) {
                    return image;
                }
            } catch (NoSuchFileException | UncheckedIOException gone) {
                // It went between being listed and being read.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException(directory + " never holds still");
    }

    private static DataImage look(Path directory) throws IOException {
        var directories = new TreeSet<Path>();
        var files = new TreeMap<Path, Content>();
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                Path name = directory.relativize(path);
                if (Files.isDirectory(path)) {
                    directories.add(name);
                } else {
                    files.put(name, Content.of(Files.readAllBytes(path)));
                }
            }
        }
        return new DataImage(directories, files);
    }

    private boolean isSame(DataImage other) {
        return names().equals(other.names())
                && names().stream().allMatch(name -> file(name).isSame(other.file(name)));
    }

    Set<Path> names() {
        return files.keySet();
    }

    boolean has(Path name) {
        return files.containsKey(name);
    }

    Content file(Path name) {
        var content = files.get(name);
        if (content == null) {
            throw new IllegalArgumentException("no file " + name);
        }
        return content;
    }

    DataImage with(Path name, Content content) {
        var more = new TreeMap<>(files);
        more.put(name, content);
        var parents = new TreeSet<>(directories);
        var parent = name.getParent();
        if (parent != null) {
            parents.add(parent);
        }
        return new DataImage(parents, more);
    }

    /** Without a file, or without a directory and all that is in it. */
    DataImage without(Path name) {
        var rest = new TreeMap<>(files);
        rest.keySet().removeIf(file -> file.startsWith(name));
        var parents = new TreeSet<>(directories);
        parents.removeIf(directory -> directory.startsWith(name));
        return new DataImage(parents, rest);
    }

    SortedSet<Path> directories() {
        return directories;
    }

    /** Makes a directory hold these files and nothing else. */
    void restore(Path directory) {
        try {
            delete(directory);
            for (Path parent : directories) {
                Files.createDirectories(directory.resolve(parent));
            }
            for (var file : files.entrySet()) {
                write(directory.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path path, Content content) throws IOException {
        Files.createDirectories(path.resolveSibling(""));
        try (var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content.bytes()));
            if (content.lengthBytes() > content.bytes().length) {
                channel.write(ByteBuffer.allocate(1), content.lengthBytes() - 1);
            }
        }
        Files.setLastModifiedTime(path, RESTORED);
    }

    /** What is not as this image was restored: names that came or went, files written to. */
    List<Path> changesIn(Path directory) {
        var changed = new ArrayList<Path>();
        try (var paths = Files.walk(directory)) {
            var found = new TreeSet<Path>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path name = directory.relativize(path);
                found.add(name);
                boolean isSame =
                        has(name)
                                && Files.size(path) == file(name).lengthBytes()
                                && Files.getLastModifiedTime(path).equals(RESTORED);
                if (!isSame) {
                    changed.add(name);
                }
            }
            names().stream().filter(name -> !found.contains(name)).forEach(changed::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        changed.remove(LOCK);
        return changed;
    }

    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
