package dev.penstock.log.chronicle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The files of a log at one moment, as a loss of power might leave them. */
final class LogImage {
    static final int PAGE_BYTES = 4096;

    private final Map<Path, byte[]> files;

    private LogImage(Map<Path, byte[]> files) {
        this.files = files;
    }

    /**
     * What any process would read now; of a writer that is at work, what it has written so far.
     * Without prepared files, and without most of the zeros behind the last entry of a segment.
     */
    static LogImage of(Path directory) {
        Map<Path, byte[]> files = new TreeMap<>();
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!SegmentName.isPrepared(path.getFileName().toString())) {
                    files.put(directory.relativize(path), withoutZeros(Files.readAllBytes(path)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LogImage(files);
    }

    private static byte[] withoutZeros(byte[] bytes) {
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        int pages = used / PAGE_BYTES + 3;
        return Arrays.copyOf(bytes, Math.min(bytes.length, pages * PAGE_BYTES));
    }

    LogImage copy() {
        Map<Path, byte[]> copies = new TreeMap<>();
        files.forEach((path, bytes) -> copies.put(path, bytes.clone()));
        return new LogImage(copies);
    }

    /** Puts the files, and nothing else, into a directory. */
    Path restore(Path directory) {
        try {
            if (Files.exists(directory)) {
                try (var paths = Files.walk(directory)) {
                    for (Path path : paths.filter(Files::isRegularFile).toList()) {
                        Files.delete(path);
                    }
                }
                try (var paths = Files.walk(directory)) {
                    for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(directory);
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a file, which the caller may alter. */
    byte[] bytes(Path relative) {
        byte[] bytes = files.get(relative);
        if (bytes == null) {
            throw new IllegalArgumentException("no file " + relative + " in " + files.keySet());
        }
        return bytes;
    }

    /** Of all files. */
    Set<Path> names() {
        return Set.copyOf(files.keySet());
    }

    /** Path of a segment in the image. */
    static Path segment(SegmentId id) {
        return new LogDirectory(Path.of("")).segmentPath(id);
    }

    static Path mark() {
        return Path.of("mark");
    }

    void put(Path relative, byte[] bytes) {
        files.put(relative, bytes);
    }

    /** Adds all files of an epoch as another image has them. */
    void putEpoch(SegmentId epoch, LogImage other) {
        Path directory = segment(epoch).getParent();
        other.files.forEach(
                (path, bytes) -> {
                    if (path.startsWith(directory)) {
                        put(path, bytes.clone());
                    }
                });
    }

    void removeEpoch(SegmentId epoch) {
        Path directory = segment(epoch).getParent();
        files.keySet().removeIf(path -> path.startsWith(directory));
    }

    void remove(Path relative) {
        files.remove(relative);
    }

    void rename(Path from, Path to) {
        put(to, bytes(from));
        remove(from);
    }

    void truncate(Path relative, long bytes) {
        put(relative, Arrays.copyOf(bytes(relative), (int) bytes));
    }

    /** The page never reached the disk: from an offset on, it still holds its zeros. */
    void losePage(Path relative, int page, long fromOffset) {
        byte[] bytes = bytes(relative);
        int from = (int) Math.max((long) page * PAGE_BYTES, fromOffset);
        int to = Math.min((page + 1) * PAGE_BYTES, bytes.length);
        if (from < to) {
            Arrays.fill(bytes, from, to, (byte) 0);
        }
    }
}
