package dev.penstock.log.chronicle;

import dev.penstock.fuzz.Allocation;
import dev.penstock.fuzz.FuzzInput;
import dev.penstock.log.BatchBody;
import dev.penstock.log.Change;
import dev.penstock.log.LogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Goal: whatever bytes stand in a log, with whatever checksums, reading them ends with whole
 * batches or with the damage's file and offset, at a bounded cost. Method: by the first byte,
 * commit frames alone; a segment of any bytes; or one that a {@link LogScript} writes with the
 * right checksums.
 */
public final class BatchFuzz {
    private static final long ALLOCATED_BYTES_MAX = 64 << 20;
    private static final BatchFuzz SHARED = new BatchFuzz();

    private final LogDirectory log;

    private BatchFuzz() {
        try {
            Path directory = Files.createTempDirectory("penstock-fuzz");
            log = new LogDirectory(directory);
            directory.toFile().deleteOnExit();
            log.createEpoch(LogScript.PLACE).toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        var choices = new FuzzInput(input);
        switch (choices.next() % 3) {
            case 0 -> frames(choices.next(), choices.rest());
            case 1 -> SHARED.anySegment(choices);
            default -> SHARED.scriptedSegment(choices);
        }
    }

    private static void frames(int commitCount, byte[] bytes) {
        try {
            List<List<Change>> commits =
                    Allocation.atMost(
                            ALLOCATED_BYTES_MAX,
                            () -> BatchBody.ofBytes(bytes, commitCount).commits());
            var again = new BatchBody();
            commits.forEach(again::addCommit);
            if (!Arrays.equals(bytes, Arrays.copyOf(again.array(), again.byteCount()))) {
                throw new AssertionError("the commits encode to other bytes");
            }
        } catch (LogException malformed) {
            requireMessage(malformed);
        }
    }

    private void anySegment(FuzzInput choices) {
        boolean hasMark = choices.flag();
        byte[] bytes = choices.rest();
        var script = new LogScript(new FuzzInput(bytes));
        script.run();
        read(bytes, hasMark ? script.markFile() : bytes);
    }

    private void scriptedSegment(FuzzInput choices) {
        var script = new LogScript(choices);
        script.run();
        read(script.segment(), script.markFile());
    }

    private void read(byte[] segment, byte[] mark) {
        write(log.segmentPath(LogScript.PLACE), segment);
        write(log.markPath(), mark);
        LogReport report = Allocation.atMost(ALLOCATED_BYTES_MAX, () -> LogReport.of(log.path()));
        var damage = report.damage();
        if (damage != null) {
            requireMessage(damage);
            if (!damage.path().startsWith(log.path()) || damage.offset() < 0) {
                throw new AssertionError("damage without a place", damage);
            }
        } else if (report.batchCount() != report.end().batchNumber()) {
            throw new AssertionError("ends without damage and without all batches: " + report);
        }
    }

    private static void requireMessage(LogException refused) {
        if (String.valueOf(refused.getMessage()).isBlank()) {
            throw new AssertionError("refused without a word", refused);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
            file.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
