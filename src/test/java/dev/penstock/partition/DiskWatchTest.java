package dev.penstock.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskWatchTest {
    private static final Watermarks MARKS = new Watermarks(1, 200, 50);
    private static final long SNAPSHOT_ROOM = 30;

    @ParameterizedTest
    @CsvSource({
        "1000, PLENTY",
        "230, PLENTY",
        "229, LOW",
        "50, LOW",
        "49, EXHAUSTED",
        "0, EXHAUSTED"
    })
    void freeBytesDecideWhatIsAccepted(long usableBytes, DiskLevel expected) {
        var room = new Room(MARKS, () -> 0);
        var told = new ArrayList<DiskLevel>();

        new DiskWatch(() -> usableBytes, MARKS, () -> SNAPSHOT_ROOM, room, told::add).run();

        assertThat(room.disk()).isEqualTo(expected);
        assertThat(told).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"430, false", "429, true", "0, true"})
    void whatCanBeGivenBackIsBeforeAnybodyIsRefused(long usableBytes, boolean expected) {
        var room = new Room(MARKS, () -> 0);
        var watch = new DiskWatch(() -> usableBytes, MARKS, () -> SNAPSHOT_ROOM, room, _ -> {});

        watch.run();

        assertThat(watch.isTight()).isEqualTo(expected);
    }

    @Test
    void deletesEndBeforeTheNextSegmentDoesNotFit() {
        var marks = Watermarks.ofSegments(1, 1_000);
        var room = new Room(marks, () -> 0);

        new DiskWatch(() -> 1_000, marks, () -> 0, room, _ -> {}).run();
        assertThat(room.disk()).isEqualTo(DiskLevel.LOW);

        new DiskWatch(() -> 999, marks, () -> 0, room, _ -> {}).run();
        assertThat(room.disk()).isEqualTo(DiskLevel.EXHAUSTED);
    }

    @Test
    void aDiskThatCannotBeLookedAtIsLow() {
        var room = new Room(MARKS, () -> 0);
        DiskSpace unknown =
                () -> {
                    throw new IllegalStateException("no such disk");
                };

        new DiskWatch(unknown, MARKS, () -> 0, room, _ -> {}).run();

        assertThat(room.disk()).isEqualTo(DiskLevel.LOW);
    }

    @ParameterizedTest
    @CsvSource({"0", "9223372036854775807"})
    void withoutMarksADiskIsNeverFull(long usableBytes) {
        var room = new Room(Watermarks.NONE, () -> 0);

        new DiskWatch(() -> usableBytes, Watermarks.NONE, () -> 0, room, _ -> {}).run();

        assertThat(room.disk()).isEqualTo(DiskLevel.PLENTY);
    }
}
