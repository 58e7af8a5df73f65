package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchSource;
import dev.penstock.log.NoRoomException;
import dev.penstock.simulation.disk.SimulatedDisk;
import dev.penstock.simulation.disk.SimulatedFileSystem;
import dev.penstock.simulation.disk.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A log opens however full the disk is, and what kill -9 left behind the mark is written anew. */
class FullDiskOpeningTest {
    private static final ChronicleLogSettings SETTINGS =
            new ChronicleLogSettings(1 << 20, 64 << 10, 0);
    private static final long DISK_BYTES = 16 << 20;

    /** Less than a whole segment takes, more than the batch that must be written anew. */
    private static final long LEFT_BYTES = 300 << 10;

    private final SplittableRandom random = new SplittableRandom(1);
    private final SimulatedDisk disk =
            new SimulatedDisk(DISK_BYTES, false, random, new Trace(false));
    private final List<Batch> written = new ArrayList<>();
    private final BatchSource source = new BatchSource(1);

    @Test
    void aLogOpensOnADiskThatHasNoRoomForASegment() throws IOException {
        writeAndKill(3, 4);
        long held = disk.freeBytes() - LEFT_BYTES;
        disk.othersHold(held);

        try (var log = open(disk.mount((_, _) -> {}))) {
            requireAllIn(log);

            // The rest of its small segment can be used; beyond it there is no room, once others
            // have taken what opening gave back.
            disk.othersHold(held + disk.freeBytes());
            append(log, source.next(1, 100, false));
            var large = source.next(1, 200_000, false);
            assertThatThrownBy(() -> log.append(large)).isInstanceOf(NoRoomException.class);

            disk.othersHold(0);
            append(log, large);
            requireAllIn(log);
        }
    }

    @Test
    void aLogOpensAgainAndAgainOnADiskThatHasNothingLeft() throws IOException {
        writeAndKill(4, 4);
        deletePrepared();
        for (int start = 0; start < 5; start++) {
            takeAllThatIsLeft();
            try (var log = open(disk.mount((_, _) -> {}))) {
                requireAllIn(log);
            }
            deletePrepared();
        }
        disk.othersHold(0);
        try (var log = open(disk.mount((_, _) -> {}))) {
            append(log, source.next(1, 100, false));
            requireAllIn(log);
        }
    }

    @Test
    void whatKillNineLeftIsWrittenAnewOnADiskThatHasNothingLeft() throws IOException {
        writeAndKill(3, 4);
        deletePrepared();
        takeAllThatIsLeft();
        try (var log = open(disk.mount((_, _) -> {}))) {
            requireAllIn(log);
        }
    }

    /** Appends so many batches, syncs only the first of them, and leaves the log as it is. */
    private void writeAndKill(int synced, int count) throws IOException {
        SimulatedFileSystem before = disk.mount((_, _) -> {});
        var killed = open(before);
        for (int i = 0; i < count; i++) {
            var batch = source.next(3, 500, false);
            written.add(batch);
            killed.append(batch);
            if (i < synced) {
                killed.sync();
            }
        }
        before.unmount();
    }

    private void append(ChronicleLog log, Batch batch) {
        written.add(batch);
        log.append(batch);
        log.sync();
    }

    private void requireAllIn(ChronicleLog log) {
        assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
    }

    private void takeAllThatIsLeft() {
        disk.othersHold(0);
        disk.othersHold(disk.freeBytes());
        assertThat(disk.freeBytes()).isZero();
    }

    /** As on a disk that was full before the next segment was begun. */
    private void deletePrepared() throws IOException {
        var files = disk.mount((_, _) -> {});
        var directory = new LogDirectory(files.getPath("/log"));
        directory.epochs().forEach(directory::deletePrepared);
        files.unmount();
    }

    private ChronicleLog open(SimulatedFileSystem files) throws IOException {
        var directory = files.getPath("/log");
        if (!Files.exists(directory)) {
            Files.createDirectory(directory);
            ChronicleLog.create(directory);
        }
        var log = SimulatedLog.open(directory, SETTINGS, random, Runnable::run);
        log.begin();
        return log;
    }
}
