package dev.penstock.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.common.ClockWatch;
import dev.penstock.feed.StreamUpkeep;
import dev.penstock.log.BatchSource;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.table.LatestStream;
import dev.penstock.table.NewTable;
import dev.penstock.table.StreamSpecification;
import dev.penstock.table.StreamViewType;
import dev.penstock.table.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StreamUpkeepTest {
    private static final long ROLL = 100;
    private static final long RETENTION = 1_000;
    private static final long CLOCK_PAUSE = 500;

    private static final DatabaseSettings SETTINGS =
            Fixtures.SMALL_NODES.with(
                    new DatabaseSettings.Streams(ROLL, RETENTION, Long.MAX_VALUE));

    private final Core core = new Core(SETTINGS);
    private final MemoryLog log = new MemoryLog(Long.MAX_VALUE);
    private final List<Command> asked = new ArrayList<>();
    private final StreamUpkeep upkeep = upkeep(Long.MAX_VALUE);

    private long exportsFrom = Long.MAX_VALUE;

    private StreamUpkeep upkeep(long bytes) {
        return new StreamUpkeep(
                new StreamUpkeep.Limits(RETENTION, bytes, CLOCK_PAUSE),
                log,
                () -> core.micros,
                () -> core.draft.published().streams(),
                () -> exportsFrom,
                (forgotten, closes) -> {
                    var command = new Command.KeepStreams(forgotten, closes);
                    asked.add(command);
                    return CompletableFuture.completedFuture(core.run(command));
                });
    }

    @Test
    void withoutAStreamNothingIsKept() {
        new BatchSource(1).appendTo(log, 10);
        assertThat(upkeep.retainFrom(7)).isEqualTo(7);
        upkeep.onLook(false, () -> 7);
        assertThat(asked).isEmpty();
    }

    @Test
    void theLogIsKeptForAsLongAsRecordsAre() {
        createStream();
        var batches = new BatchSource(2).appendTo(log, 60);
        core.micros = batches.getLast().commitMicros();
        upkeep.onLook(false, null);
        long horizon = Math.max(1_000, core.micros - RETENTION);
        long oldest =
                batches.stream()
                        .filter(batch -> batch.commitMicros() >= horizon)
                        .findFirst()
                        .orElseThrow()
                        .firstSequence();
        assertThat(upkeep.retainFrom(Long.MAX_VALUE)).isEqualTo(oldest);
        assertThat(upkeep.retainFrom(1)).isEqualTo(1);
    }

    @Test
    void theLogIsKeptForNoMoreThanItsBytes() {
        createStream();
        var batches = new BatchSource(3).appendTo(log, 60);
        core.micros = 1_001;
        var last = batches.getLast();
        var narrow = upkeep(last.body().byteCount());
        assertThat(narrow.retainFrom(Long.MAX_VALUE)).isEqualTo(last.firstSequence());
    }

    @Test
    void theLogIsKeptForExportsThatAreBehindAndNoLongerThanForStreams() {
        var batches = new BatchSource(3).appendTo(log, 60);
        core.micros = 1_001;
        exportsFrom = 5;
        assertThat(upkeep.retainFrom(Long.MAX_VALUE)).isEqualTo(5);
        assertThat(upkeep.retainFrom(3)).isEqualTo(3);

        core.micros = batches.getLast().commitMicros() + RETENTION;
        upkeep.onLook(false, null);
        assertThat(upkeep.retainFrom(Long.MAX_VALUE)).isEqualTo(batches.getLast().firstSequence());
        var last = batches.getLast();
        core.micros = 1_001;
        assertThat(upkeep(last.body().byteCount()).retainFrom(Long.MAX_VALUE))
                .isEqualTo(last.firstSequence());
    }

    @Test
    void aShortDiskHalvesWhatIsKept() {
        createStream();
        var batches = new BatchSource(4).appendTo(log, 60);
        core.micros = 1_001;
        long bytes = batches.stream().mapToLong(batch -> batch.body().byteCount()).sum();
        var kept = upkeep(bytes);
        kept.onLook(false, null);
        assertThat(kept.retainFrom(Long.MAX_VALUE)).isEqualTo(log.sequenceAt(1_000));
        kept.onLook(true, () -> Long.MAX_VALUE);
        assertThat(log.firstSequence()).isGreaterThan(1);
        long after = log.firstSequence();
        kept.onLook(true, () -> Long.MAX_VALUE);
        assertThat(log.firstSequence()).isGreaterThan(after);
    }

    @Test
    void aShardThatEndsWithoutACommitIsClosedByOne() {
        createStream();
        core.micros += ROLL - 1;
        upkeep.onLook(false, () -> 1);
        // The log in this test is empty: its end lies before the stream's beginning.
        assertThat(asked).containsExactly(new Command.KeepStreams(List.of(), true));
        asked.clear();
        var batches = new BatchSource(5).appendTo(log, 20);
        core.micros = batches.getLast().commitMicros();
        upkeep.onLook(false, () -> 1);
        assertThat(asked).isEmpty();
        core.micros += ROLL;
        upkeep.onLook(false, () -> 1);
        assertThat(asked).containsExactly(new Command.KeepStreams(List.of(), true));
    }

    @Test
    void aStreamThatWasDisabledIsForgottenInTime() {
        createStream();
        core.micros++;
        core.run(new Command.UpdateTable("Music", TableChange.of(new StreamSpecification(null))));
        core.micros += RETENTION;
        upkeep.onLook(false, () -> 1);
        assertThat(core.draft.published().streams()).hasSize(1);
        core.micros++;
        upkeep.onLook(false, () -> 1);
        assertThat(core.draft.published().streams()).isEmpty();
        assertThat(core.draft.published().streamSecret()).isNotNull();
    }

    @Test
    void aClockThatLeapsForgetsNothingForAWhile() {
        createStream();
        var batches = new BatchSource(6).appendTo(log, 60);
        core.micros = batches.getLast().commitMicros();
        upkeep.onLook(false, null);
        long before = upkeep.retainFrom(Long.MAX_VALUE);

        core.micros += ClockWatch.STEP_MICROS_MAX + 1;
        upkeep.onLook(false, null);
        assertThat(upkeep.retainFrom(Long.MAX_VALUE)).isEqualTo(before);
        core.micros += CLOCK_PAUSE;
        upkeep.onLook(false, null);
        assertThat(upkeep.retainFrom(Long.MAX_VALUE)).isGreaterThan(before);
    }

    private void createStream() {
        var plain = Fixtures.newTable("Music", Fixtures.SIMPLE);
        core.create(
                new NewTable(
                        plain.name(),
                        plain.keySchema(),
                        plain.attributeDefinitions(),
                        plain.settings().with(LatestStream.wanted(StreamViewType.NEW_IMAGE)),
                        plain.tags()));
    }
}
