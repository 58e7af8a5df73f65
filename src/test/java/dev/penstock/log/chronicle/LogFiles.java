package dev.penstock.log.chronicle;

import dev.penstock.log.BatchSource;
import dev.penstock.log.CommitLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small logs in files, for tests. */
final class LogFiles {
    static final ChronicleLogSettings SMALL = new ChronicleLogSettings(1 << 20, 2 << 20, 0);

    private LogFiles() {}

    static ChronicleLog open(Path directory) {
        if (isEmpty(directory)) {
            ChronicleLog.create(directory);
        }
        var log = judge(directory);
        log.begin();
        return log;
    }

    private static boolean isEmpty(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (NoSuchFileException none) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a log that nobody has appended to since; changes nothing. */
    static ChronicleLog judge(Path directory) {
        return ChronicleLog.open(directory, SMALL, new SplittableRandom(7), Runnable::run);
    }

    static List<BatchSource.Content> read(CommitLog log, long fromSequence) {
        var read = new ArrayList<BatchSource.Content>();
        log.read(fromSequence, batch -> read.add(BatchSource.content(batch)));
        return read;
    }

    /** The segment files of all epochs, oldest first. */
    static List<Path> segments(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where an entry stands in its file.
     *
     * @param batchFrom where the batch before it ends: what a report of its damage must name
     */
    record Range(int from, int to, int batchFrom) {}

    /** The entries that stand in a segment of an image. */
    static List<Range> entryRanges(LogImage image, SegmentId place) {
        var bytes = ByteBuffer.wrap(image.bytes(LogImage.segment(place)));
        var window = bytes.order(ByteOrder.LITTLE_ENDIAN);
        var scan = new EntryScan(place);
        var ranges = new ArrayList<Range>();
        int batchFrom = 0;
        while (scan.find(window, true)) {
            int from = window.position();
            int to = from + EntryLayout.entryBytes(window, from);
            ranges.add(new Range(from, to, batchFrom));
            if (EntryLayout.read(window, from).isLast()) {
                batchFrom = to;
            }
            window.position((int) EntryLayout.aligned(to));
        }
        return ranges;
    }
}
