package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import dev.penstock.log.StartReserve;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Opens a log for writing: steps 1 and 5 to 7 of "Opening" in {@code log-format.md}. Each step may
 * be cut short by a loss of power; the next opening then repeats it.
 */
final class LogOpening {
    private final LogDirectory directory;
    private final ChronicleLogSettings settings;
    private final Recovery.Found found;
    private final ChronicleLog.Ports ports;
    private final StartReserve reserve;

    LogOpening(
            LogDirectory directory,
            ChronicleLogSettings settings,
            Recovery.Found found,
            ChronicleLog.Ports ports) {
        this.directory = directory;
        this.settings = settings;
        this.found = found;
        this.ports = ports;
        reserve = directory.reserve(settings);
    }

    /**
     * A log that takes appends.
     *
     * @param segments that hold batches, oldest first
     */
    record Begun(
            SegmentWriter writer, MarkFile markFile, DurableMark mark, List<Segment> segments) {}

    /** Does what nobody waits for. */
    Executor background() {
        return ports.background();
    }

    /** Begins a new epoch, brings over what may not be durable, and commits to it. */
    Begun begin() {
        var markFile = MarkFile.open(directory.markPath());
        try {
            return begin(markFile);
        } catch (RuntimeException | Error e) {
            markFile.close();
            throw e;
        }
    }

    private Begun begin(MarkFile markFile) {
        var old = found.mark();
        deleteAttempts();
        deletePrepared();
        reserve.release();
        var epoch = new SegmentId(old.place().epoch() + 1, ports.random().nextLong(), 0);
        var kept =
                found.segments().stream()
                        .filter(segment -> segment.firstBatch() <= old.end().batchNumber())
                        .toList();
        var writer = new SegmentWriter(directory, epoch, old.chain(), settings, ports);
        try {
            var begun =
                    found.hasSurvivors()
                            ? rewrite(writer, markFile, kept)
                            : new Begun(
                                    writer,
                                    markFile,
                                    new DurableMark(epoch, 0, old.end(), old.chain()),
                                    kept);
            markFile.commit(begun.mark());
            cleanUp(kept, epoch);
            // On a disk that is still full the next segment comes too late as well, and keeps it.
            reserve.keep();
            writer.opened();
            return begun;
        } catch (RuntimeException | Error e) {
            writer.close();
            throw e;
        }
    }

    private void deleteAttempts() {
        for (SegmentId epoch : directory.epochs()) {
            if (found.mark().isAttempt(epoch)) {
                directory.deleteEpoch(epoch);
            }
        }
    }

    /** Nobody's any more; on a full disk what they hold is what the new epoch needs. */
    private void deletePrepared() {
        directory.epochs().forEach(directory::deletePrepared);
    }

    /** Appends the batches beyond the mark to the new epoch and makes them durable there. */
    private Begun rewrite(SegmentWriter writer, MarkFile markFile, List<Segment> kept) {
        var all = new ArrayList<>(kept);
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
        var mark =
                new DurableMark(
                        writer.place(), writer.usedBytes(), found.tip().end(), writer.chain());
        return new Begun(writer, markFile, mark, List.copyOf(all));
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
        if (kept.stream().noneMatch(segment -> segment.id().withSegment(0).equals(epoch))) {
            directory.deleteEpoch(epoch);
            return;
        }
        directory.closeEpoch(epoch);
        for (var file : directory.segmentFiles(epoch)) {
            if (kept.stream().noneMatch(segment -> segment.id().equals(file.id()))) {
                directory.deleteSegment(file.id());
            }
        }
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
