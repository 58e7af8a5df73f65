package dev.penstock.reliability.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What a data directory shows from outside at one moment. Sees only names until asked for more; the
 * formats are in {@code docs/internals}.
 */
final class DirectoryLook {
    private static final Pattern EPOCH = Pattern.compile("epoch-(\\d{10})-[0-9a-f]{16}");
    private static final Pattern MANIFEST = Pattern.compile("(\\d+)\\.manifest");
    private static final Pattern UNFINISHED =
            Pattern.compile("(\\d+)\\.manifest\\.tmp|table-\\d+-partition-\\d+-of-(\\d+)\\.items");
    private static final String SEGMENT_ENDING = "V.cq4";
    private static final DateTimeFormatter SEGMENT_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");
    private static final int MINUTES_PER_SEGMENT = 5;

    private static final int MARK_SLOT_BYTES = 64;
    private static final int MARK_SLOT_DISTANCE_BYTES = 4096;
    private static final int ENTRY_MAGIC = 0x474C_5350;
    private static final int FIRST_ENTRY_WITHIN_BYTES = 64 << 10;
    private static final int MANIFEST_SEQUENCE_OFFSET = 24;

    private final Path data;
    private final TreeSet<String> epochs = new TreeSet<>();
    private final TreeMap<LogPlace, Path> segments = new TreeMap<>();
    private final TreeSet<Long> manifests = new TreeSet<>();
    private long newestTreeFile;

    private DirectoryLook(Path data) {
        this.data = data;
        for (String name : names(data.resolve("log"))) {
            var epoch = EPOCH.matcher(name);
            if (epoch.matches()) {
                epochs.add(name);
                lookAtEpoch(Integer.parseInt(epoch.group(1)), data.resolve("log").resolve(name));
            }
        }
        for (String name : names(data.resolve("snapshots"))) {
            var manifest = MANIFEST.matcher(name);
            var unfinished = UNFINISHED.matcher(name);
            if (manifest.matches()) {
                manifests.add(Long.parseLong(manifest.group(1)));
            } else if (unfinished.matches()) {
                String number =
                        unfinished.group(1) == null ? unfinished.group(2) : unfinished.group(1);
                newestTreeFile = Math.max(newestTreeFile, Long.parseLong(number));
            }
        }
    }

    static DirectoryLook at(Path data) {
        return new DirectoryLook(data);
    }

    private void lookAtEpoch(int epoch, Path directory) {
        for (String name : names(directory)) {
            if (name.endsWith(SEGMENT_ENDING)) {
                String time = name.substring(0, name.length() - SEGMENT_ENDING.length());
                long minutes =
                        ChronoUnit.MINUTES.between(
                                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
                                LocalDateTime.parse(time, SEGMENT_NAME));
                var place = new LogPlace(epoch, (int) (minutes / MINUTES_PER_SEGMENT));
                segments.put(place, directory.resolve(name));
            }
        }
    }

    /** Whether there is an epoch that was not there before. */
    boolean hasNewEpoch(DirectoryLook before) {
        return !before.epochs.containsAll(epochs);
    }

    int newestEpoch() {
        if (epochs.isEmpty()) {
            return 0;
        }
        var name = EPOCH.matcher(epochs.last());
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }

    LogPlace newestSegment() {
        return segments.isEmpty() ? LogPlace.NONE : segments.lastKey();
    }

    boolean hasSegment(LogPlace place) {
        return segments.containsKey(place);
    }

    long newestManifest() {
        return manifests.isEmpty() ? 0 : manifests.last();
    }

    boolean hasManifest(long number) {
        return manifests.contains(number);
    }

    /** Number of the snapshot that is being written, or was left unfinished; 0 if there is none. */
    long unfinishedSnapshot() {
        return newestTreeFile > newestManifest() ? newestTreeFile : 0;
    }

    /** Whether the newest segment was begun by a roll that has not reached the durable mark. */
    boolean isRolling() {
        var newest = newestSegment();
        return newest.segment() > 0 && newest.isBehind(mark().place);
    }

    /** Whether the mark does not know the newest epoch yet: a recovery's rewriting is under way. */
    boolean isRewriting() {
        return newestEpoch() > mark().place.epoch();
    }

    /** Whether segments are still there that the older of the two newest snapshots covers. */
    boolean isForgetting() {
        if (manifests.size() < 2 || segments.size() < 2) {
            return false;
        }
        long older = manifests.lower(manifests.last());
        long covered = longAt(data.resolve("snapshots/" + older + ".manifest"));
        var second = segments.higherEntry(segments.firstKey()).getValue();
        return firstSequence(second) <= covered + 1;
    }

    /** Bytes from the log's beginning to its end by the mark. */
    long logBytes() {
        var mark = mark();
        long bytes = mark.offset;
        for (var segment : segments.headMap(mark.place).values()) {
            bytes += segment.toFile().length();
        }
        return bytes;
    }

    private record Mark(LogPlace place, long offset, long batch) {}

    private Mark mark() {
        var newest = new Mark(LogPlace.NONE, 0, 0);
        var slots = read(data.resolve("log/mark"), 0, 2 * MARK_SLOT_DISTANCE_BYTES);
        for (int at = 0; at + MARK_SLOT_BYTES <= slots.limit(); at += MARK_SLOT_DISTANCE_BYTES) {
            var crc = new CRC32C();
            crc.update(slots.slice(at + 4, MARK_SLOT_BYTES - 4));
            if (slots.getInt(at) == (int) crc.getValue()) {
                var place = new LogPlace(slots.getInt(at + 8), slots.getInt(at + 12));
                var mark = new Mark(place, slots.getLong(at + 24), slots.getLong(at + 32));
                int order = Integer.compare(place.epoch(), newest.place.epoch());
                boolean isNewer = order > 0 || (order == 0 && mark.batch >= newest.batch);
                newest = isNewer ? mark : newest;
            }
        }
        return newest;
    }

    private static long longAt(Path manifest) {
        var bytes = read(manifest, MANIFEST_SEQUENCE_OFFSET, Long.BYTES);
        return bytes.limit() == Long.BYTES ? bytes.getLong(0) : 0;
    }

    /** Of the first entry that a segment holds; huge if it holds none. */
    private static long firstSequence(Path segment) {
        var bytes = read(segment, 0, FIRST_ENTRY_WITHIN_BYTES);
        for (int at = 0; at + 48 <= bytes.limit(); at += 4) {
            if (bytes.getInt(at + 4) == ENTRY_MAGIC) {
                return bytes.getLong(at + 40);
            }
        }
        return Long.MAX_VALUE;
    }

    /** Reads what is there; nothing if the file has gone meanwhile. */
    private static ByteBuffer read(Path file, long from, int length) {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        try (var channel = FileChannel.open(file)) {
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {}
        } catch (NoSuchFileException gone) {
            return bytes.flip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return bytes.flip();
    }

    private static String[] names(Path directory) {
        String[] names = new File(directory.toString()).list();
        return names == null ? new String[0] : names;
    }
}
