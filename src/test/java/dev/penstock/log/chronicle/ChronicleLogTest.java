package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchSource;
import dev.penstock.log.CommitLog;
import dev.penstock.log.CommitLogContract;
import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleLogTest extends CommitLogContract {
    @TempDir Path contractDirectory;
    @TempDir Path directory;

    @Override
    protected CommitLog open() {
        ChronicleLog.create(contractDirectory);
        return LogFiles.judge(contractDirectory);
    }

    @Test
    void whatWasSyncedIsThereAfterClosing() {
        var written = new ArrayList<Batch>();
        for (int run = 0; run < 4; run++) {
            try (var log = LogFiles.open(directory)) {
                assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
                written.addAll(new BatchSource(run, log.end()).appendTo(log, 10));
            }
        }
        try (var log = LogFiles.open(directory)) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
            assertThat(log.end()).isEqualTo(BatchSource.end(written));
        }
    }

    @Test
    void openingAndClosingLeavesNoEpochsBehind() throws IOException {
        List<Batch> written;
        try (var log = LogFiles.open(directory)) {
            written = new BatchSource(1).appendTo(log, 3);
        }
        for (int run = 0; run < 3; run++) {
            LogFiles.open(directory).close();
        }
        try (var log = LogFiles.open(directory)) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
            // The one that holds the batches and the current one.
            assertThat(new LogDirectory(directory).epochs()).hasSize(2);
        }
    }

    @Test
    void segmentsRollBySize() {
        var source = new BatchSource(2);
        var written = new ArrayList<Batch>();
        try (var log = LogFiles.open(directory)) {
            for (int i = 0; i < 40; i++) {
                var batch = source.next(3, 40_000, false);
                written.add(batch);
                log.append(batch);
                log.sync();
            }
            assertThat(LogFiles.segments(directory)).hasSizeBetween(5, 7);
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
        }
        try (var log = LogFiles.open(directory)) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
        }
    }

    @Test
    void whatNobodyNeedsIsDeletedAndTheRestGoesOn() {
        var source = new BatchSource(3);
        var written = new ArrayList<Batch>();
        try (var log = LogFiles.open(directory)) {
            for (int i = 0; i < 120; i++) {
                var batch = source.next(3, 40_000, false);
                written.add(batch);
                log.append(batch);
                log.sync();
                log.retain(log.end().sequence() - 60);
                assertThat(log.firstSequence())
                        .isLessThanOrEqualTo(
                                log.end().sequence() - 60 > 0 ? log.end().sequence() - 60 : 1);
                assertThat(LogFiles.segments(directory)).hasSizeLessThanOrEqualTo(5);
            }
        }
        try (var log = LogFiles.open(directory)) {
            var rest =
                    written.stream().filter(b -> b.firstSequence() >= log.firstSequence()).toList();
            assertThat(rest).hasSizeGreaterThan(20);
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(rest));
        }
    }

    @Test
    void anEpochGoesWithItsLastSegment() throws IOException {
        for (int run = 0; run < 3; run++) {
            try (var log = LogFiles.open(directory)) {
                new BatchSource(run, log.end()).appendTo(log, 5);
                log.retain(log.end().sequence());
            }
        }
        assertThat(new LogDirectory(directory).epochs()).hasSize(1);
    }

    @Test
    void openingChangesNothingBeforeItIsBegun() {
        try (var log = LogFiles.open(directory)) {
            new BatchSource(6).appendTo(log, 3);
        }
        var before = LogImage.of(directory);
        try (var log = LogFiles.judge(directory)) {
            assertThat(LogFiles.read(log, 1)).hasSize(3);
            var next = new BatchSource(7, log.end()).next();
            assertThatThrownBy(() -> log.append(next))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the log was not begun");
        }
        var after = LogImage.of(directory);
        assertThat(after.names()).isEqualTo(before.names());
        before.names().forEach(name -> assertThat(after.bytes(name)).isEqualTo(before.bytes(name)));
    }

    /** An unlink that fails must not leave a gap between what stays and what is held. */
    @Test
    void aSegmentThatCannotBeDeletedKeepsAllNewerOnesAndIsTriedAgain() throws IOException {
        var source = new BatchSource(8);
        try (var log = LogFiles.open(directory)) {
            for (int i = 0; i < 40; i++) {
                log.append(source.next(3, 40_000, false));
                log.sync();
            }
            Path oldest = LogFiles.segments(directory).getFirst();
            Files.delete(oldest);
            Files.createDirectories(oldest.resolve("in the way"));
            int segments = LogFiles.segments(directory).size();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> log.retain(log.end().sequence()))
                        .isInstanceOf(LogException.class)
                        .hasMessageContaining("cannot delete");
                assertThat(LogFiles.segments(directory)).hasSize(segments);
            }
            Files.delete(oldest.resolve("in the way"));
            log.retain(log.end().sequence());
            assertThat(LogFiles.segments(directory)).hasSize(1);
        }
    }

    /** The flag "rr" in the kernel's list of this process's mappings, where there is one. */
    @Test
    void theMappedSegmentIsAdvisedOn() throws IOException {
        try (var log = LogFiles.open(directory)) {
            new BatchSource(4).appendTo(log, 1);
            String file = LogFiles.segments(directory).getFirst().toString();
            var mappings = Path.of("/proc/self/smaps");
            if (Files.exists(mappings)) {
                assertThat(flags(Files.readAllLines(mappings), file)).contains(" rr");
            }
        }
    }

    private static String flags(List<String> mappings, String file) {
        int line = 0;
        while (!mappings.get(line).endsWith(file)) {
            line++;
        }
        while (!mappings.get(line).startsWith("VmFlags:")) {
            line++;
        }
        return mappings.get(line);
    }
}
