package dev.penstock.log.chronicle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fuzz.FuzzInput;
import dev.penstock.log.DamagedLogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches whose every checksum is right and whose content is not: only a faulty writer's. */
class MalformedBatchTest {
    private static final byte WHOLE_FRAMES = 0;
    private static final byte RAW_BODY = 2;

    @TempDir Path directory;

    @Test
    void aBodyThatIsNoCommitsIsDamageWithFileAndOffset() throws IOException {
        var log = new LogDirectory(directory);
        log.createEpoch(LogScript.PLACE);
        var script =
                new LogScript(
                        new FuzzInput(
                                new byte[] {WHOLE_FRAMES, 0, 9, 0, 0, 0, RAW_BODY, 2, 7, 7, 0, 0}));
        script.run();
        Files.write(log.segmentPath(LogScript.PLACE), script.segment());
        Files.write(log.markPath(), script.markFile());

        LogReport report = LogReport.of(directory);

        assertThat(report.batchCount()).isEqualTo(1);
        DamagedLogException damage = requireNonNull(report.damage());
        assertThat(damage).hasMessageContaining("batch 2: malformed commit frame");
        assertThat(damage.path()).isEqualTo(log.segmentPath(LogScript.PLACE));
        assertThat(damage.offset()).isEqualTo(EntryLayout.aligned(secondEntry(script.segment())));
    }

    /** Where the entry behind the first one begins. */
    private static int secondEntry(byte[] segment) {
        return EntryLayout.entryBytes(ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN), 0);
    }

    /** Its length would be memory to take before anything else is known of it. */
    @Test
    void anEntryOfABodyThatNoBatchHasIsNone() {
        for (int bodyBytes : new int[] {(64 << 20) + 1, Integer.MAX_VALUE}) {
            var stamp = new Entry.BatchStamp(1, 1, 1, 1, bodyBytes);
            int count = EntryLayout.entryCount(bodyBytes);
            byte[] header = new byte[EntryLayout.HEADER_BYTES];
            EntryLayout.writeHeader(
                    header, LogScript.PLACE, new Entry(stamp, 0, count, 0, 0, true));
            var bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(EntryLayout.mayBegin(bytes, 0, LogScript.PLACE)).isFalse();
        }
    }
}
