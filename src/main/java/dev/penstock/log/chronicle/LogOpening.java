package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens a log for writing: steps 1 and 5 to 7 of "Opening" in {@code log-format.md}. Each step may
 * be cut short by a loss of power; the next opening then repeats it.
 */
final class LogOpening {
    private final LogDirectory directory;
    private final ChronicleLogSettings settings;
    private final MarkFile markFile;
    private final Recovery.Found found;

    private DurableMark mark;
    private List<Segment> segments;

    /** Judges the directory; creates it if it is new. */
    LogOpening(LogDirectory directory, ChronicleLogSettings settings) {
        this.directory = directory;
        this.settings = settings;
        directory.create();
        found = Recovery.find(directory);
        if (!Files.exists(directory.markPath())) {
            MarkFile.create(directory.markPath());
        }
        markFile = MarkFile.open(directory.markPath());
        mark = found.mark();
        segments =
                found.segments().stream()
                        .filter(segment -> segment.firstBatch() <= mark.end().batchNumber())
                        .toList();
    }

    MarkFile markFile() {
        return markFile;
    }

    /** Where the log ends once it is open. */
    DurableMark mark() {
        return mark;
    }

    /** Segments that hold batches, oldest first, once it is open. */
    List<Segment> segments() {
        return segments;
    }

    /** Begins a new epoch, brings over what may not be durable, and commits to it. */
    SegmentWriter open(ChronicleLog.Ports ports) {
        try {
            return begin(ports);
        } catch (RuntimeException | Error e) {
            markFile.close();
            throw e;
        }
    }

    private SegmentWriter begin(ChronicleLog.Ports ports) {
        var old = found.mark();
        deleteEpochsAbove(old.place().epoch());
        var epoch = new SegmentId(old.place().epoch() + 1, ports.random().nextLong(), 0);
        var kept = segments;
        var writer = new SegmentWriter(directory, epoch, old.chain(), settings, ports);
        try {
            mark = new DurableMark(epoch, 0, old.end(), old.chain());
            if (found.hasSurvivors()) {
                rewrite(writer);
            }
            markFile.commit(mark);
            cleanUp(kept, epoch);
            return writer;
        } catch (RuntimeException | Error e) {
            writer.close();
            throw e;
        }
    }

    private void deleteEpochsAbove(int committed) {
        for (SegmentId epoch : directory.epochs()) {
            if (epoch.epoch() > committed) {
                directory.deleteEpoch(epoch);
            }
        }
    }

    /** Appends the batches beyond the mark to the new epoch and makes them durable there. */
    private void rewrite(SegmentWriter writer) {
        var all = new ArrayList<>(segments);
        long from = found.mark().end().sequence() + 1;
        new LogReader(found.segments(), found.tip())
                .read(
                        from,
                        batch -> {
                            if (writer.append(batch)) {
                                all.add(writer.segment(batch));
                            }
                            return true;
                        });
        writer.sync();
        segments = List.copyOf(all);
        mark =
                new DurableMark(
                        writer.place(), writer.usedBytes(), found.tip().end(), writer.chain());
    }

    /** Frees what no longer counts. Only after the commit: until then it is all there is. */
    private void cleanUp(List<Segment> kept, SegmentId current) {
        var old = found.mark();
        for (SegmentId epoch : directory.epochs()) {
            if (epoch.epoch() < current.epoch()) {
                cleanUpEpoch(epoch, kept);
            }
        }
        for (Segment segment : kept) {
            if (segment.id().equals(old.place()) && !old.isBeforeFirstEntry()) {
                cut(segment.path(), old.offset());
            }
        }
    }

    private void cleanUpEpoch(SegmentId epoch, List<Segment> kept) {
        if (kept.stream().noneMatch(segment -> segment.id().epoch() == epoch.epoch())) {
            directory.deleteEpoch(epoch);
            return;
        }
        for (var file : directory.segmentFiles(epoch)) {
            if (kept.stream().noneMatch(segment -> segment.id().equals(file.id()))) {
                directory.deleteSegment(file.id());
            }
        }
        directory.deletePrepared(epoch);
    }

    /** Gives back the zeros behind the last batch of a segment that nobody writes any more. */
    private static void cut(Path path, long bytes) {
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        } catch (IOException e) {
            throw new LogException("cannot cut " + path, e);
        }
    }
}
