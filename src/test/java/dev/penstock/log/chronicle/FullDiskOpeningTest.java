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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What kill -9 left behind the mark is written anew even where no whole segment fits. */
class FullDiskOpeningTest {
    private static final ChronicleLogSettings SETTINGS =
            new ChronicleLogSettings(1 << 20, 64 << 10, 0);
    private static final long DISK_BYTES = 16 << 20;

    /** Less than a whole segment takes, more than the batch that must be written anew. */
    private static final long LEFT_BYTES = 300 << 10;

    private final SplittableRandom random = new SplittableRandom(1);
    private final SimulatedDisk disk =
            new SimulatedDisk(DISK_BYTES, false, random, new Trace(false));

    @Test
    void aLogOpensOnADiskThatHasNoRoomForASegment() throws IOException {
        var written = new ArrayList<Batch>();
        var source = new BatchSource(1);
        SimulatedFileSystem before = disk.mount((_, _) -> {});
        var killed = open(before);
        for (int i = 0; i < 4; i++) {
            var batch = source.next(3, 500, false);
            written.add(batch);
            killed.append(batch);
            if (i < 3) {
                killed.sync();
            }
        }
        before.unmount();
        long held = disk.freeBytes() - LEFT_BYTES;
        disk.othersHold(held);

        try (var log = open(disk.mount((_, _) -> {}))) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));

            // The rest of its small segment can be used; beyond it there is no room, once others
            // have taken what opening gave back.
            disk.othersHold(held + disk.freeBytes());
            var small = source.next(1, 100, false);
            written.add(small);
            log.append(small);
            log.sync();
            var large = source.next(1, 200_000, false);
            assertThatThrownBy(() -> log.append(large)).isInstanceOf(NoRoomException.class);

            disk.othersHold(0);
            written.add(large);
            log.append(large);
            log.sync();
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
        }
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
