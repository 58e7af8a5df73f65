package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import dev.penstock.log.StartReserve;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The files of a log: which epochs and segments there are, and how they come and go durably. */
final class LogDirectory {
    private static final String MARK = "mark";
    private static final String RESERVE = "reserve";
    private static final String CLOSED = "closed";
    private static final Pattern EPOCH = Pattern.compile("epoch-(\\d{10})-([0-9a-f]{16})");

    private final Path path;

    LogDirectory(Path path) {
        this.path = path;
    }

    /** A segment's file, whatever is in it. */
    record SegmentFile(SegmentId id, Path path) {}

    Path path() {
        return path;
    }

    Path markPath() {
        return path.resolve(MARK);
    }

    /** What is kept of the disk for the next opening. */
    StartReserve reserve(ChronicleLogSettings settings) {
        return new StartReserve(path.resolve(RESERVE), settings.reserveBytes());
    }

    Path epochPath(SegmentId id) {
        String name =
                "epoch-%010d-%s".formatted(id.epoch(), HexFormat.of().toHexDigits(id.epochId()));
        return path.resolve(name);
    }

    Path segmentPath(SegmentId id) {
        return epochPath(id).resolve(SegmentName.file(id.segment()));
    }

    /** Creates the directory, durably, if it is not there. */
    void create() {
        try {
            Files.createDirectories(path);
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                sync(parent);
            }
        } catch (IOException e) {
            throw new LogException("cannot create " + path, e);
        }
    }

    /** Creates an epoch's directory, durably. */
    Path createEpoch(SegmentId id) {
        Path epoch = epochPath(id);
        try {
            Files.createDirectory(epoch);
        } catch (IOException e) {
            throw new LogException("cannot create " + epoch, e);
        }
        sync(path);
        return epoch;
    }

    /** The places before the first segment of each epoch, oldest first. */
    List<SegmentId> epochs() {
        var epochs = new ArrayList<SegmentId>();
        for (Path entry : entries(path)) {
            var name = EPOCH.matcher(entry.getFileName().toString());
            if (name.matches()) {
                int epoch = Integer.parseInt(name.group(1));
                epochs.add(new SegmentId(epoch, HexFormat.fromHexDigitsToLong(name.group(2)), 0));
            }
        }
        epochs.sort(Comparator.comparingInt(SegmentId::epoch));
        return epochs;
    }

    /** The segment files of an epoch, oldest first. */
    List<SegmentFile> segmentFiles(SegmentId epoch) {
        var files = new ArrayList<SegmentFile>();
        for (Path entry : entries(epochPath(epoch))) {
            OptionalInt segment = SegmentName.segment(entry.getFileName().toString());
            if (segment.isPresent()) {
                files.add(new SegmentFile(epoch.withSegment(segment.getAsInt()), entry));
            }
        }
        files.sort(Comparator.comparingInt(file -> file.id().segment()));
        return files;
    }

    /**
     * Notes, durably, that the mark has moved on from an epoch: a mark that still names it is an
     * old copy.
     */
    void closeEpoch(SegmentId epoch) {
        Path note = epochPath(epoch).resolve(CLOSED);
        if (!Files.exists(note)) {
            try {
                Files.createFile(note);
            } catch (IOException e) {
                throw new LogException("cannot create " + note, e);
            }
            sync(epochPath(epoch));
        }
    }

    /** Whether the mark has moved on from an epoch. */
    boolean isClosed(SegmentId epoch) {
        return Files.exists(epochPath(epoch).resolve(CLOSED));
    }

    /** Deletes an epoch with everything in it, durably. */
    void deleteEpoch(SegmentId epoch) {
        Path directory = epochPath(epoch);
        for (Path entry : entries(directory)) {
            delete(entry);
        }
        delete(directory);
        sync(path);
    }

    /** Deletes a segment, durably. */
    void deleteSegment(SegmentId id) {
        // First, so that it never stands alone.
        delete(SegmentIndex.path(segmentPath(id)));
        delete(segmentPath(id));
        sync(epochPath(id));
    }

    /**
     * Deletes all that stands before a segment, the oldest first and durably: what could not be
     * deleted keeps all that is newer, and is tried again the next time.
     */
    void deleteBefore(SegmentId first) {
        for (SegmentId epoch : epochs()) {
            if (epoch.epoch() > first.epoch()) {
                return;
            }
            boolean isOlder = epoch.epoch() < first.epoch();
            for (var file : segmentFiles(epoch)) {
                if (isOlder || file.id().segment() < first.segment()) {
                    deleteSegment(file.id());
                }
            }
            if (isOlder) {
                deleteEpoch(epoch);
            }
        }
    }

    /** Deletes the files that were prepared for an epoch and not used. */
    void deletePrepared(SegmentId epoch) {
        for (Path entry : entries(epochPath(epoch))) {
            if (SegmentName.isPrepared(entry.getFileName().toString())) {
                delete(entry);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LogException("cannot delete " + file, e);
        }
    }

    private static List<Path> entries(Path directory) {
        var entries = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException none) {
            return entries;
        } catch (IOException e) {
            throw new LogException("cannot list " + directory, e);
        }
        return entries;
    }

    /** What the file system of a directory has left for others than the superuser. */
    static long usableBytes(Path directory) {
        // Of the system's own file system without its list of mounts, which may be hidden.
        if (directory.getFileSystem().equals(FileSystems.getDefault())) {
            return directory.toFile().getUsableSpace();
        }
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new LogException("cannot look at the space of " + directory, e);
        }
    }

    /** Makes the names in a directory survive a loss of power. */
    static void sync(Path directory) {
        try (var channel = FileChannel.open(directory)) {
            channel.force(true);
        } catch (IOException e) {
            throw new LogException("cannot sync " + directory, e);
        }
    }
}
