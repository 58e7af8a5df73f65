package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.NoRoomException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentPreparerTest {
    @TempDir Path epoch;

    @Test
    void whatTheNextSegmentHoldsIsCountedUntilItIsTaken() {
        try (var preparer = preparer(epoch, Runnable::run)) {
            preparer.begin(0);
            assertThat(preparer.waitingBytes()).isEqualTo(LogFiles.SMALL.segmentFileBytes());

            preparer.take(0, 1).close();
            assertThat(preparer.waitingBytes()).isZero();
        }
    }

    @Test
    void aWriterThatComesBeforeTheBackgroundPreparesTheSegmentItself() {
        var background = new ArrayList<Runnable>();
        try (var preparer = preparer(epoch, background::add)) {
            preparer.begin(0);
            preparer.take(0, 1).close();
            background.getFirst().run();

            assertThat(epoch.resolve(SegmentName.prepared(0))).exists();
            assertThat(epoch.resolve(SegmentName.preparing(0))).doesNotExist();
        }
    }

    @Test
    void whatCouldNotBePreparedHoldsNothing() throws IOException {
        Path gone = Files.createDirectory(epoch.resolve("gone"));
        try (var preparer = preparer(gone, Runnable::run)) {
            Files.delete(gone);
            assertThatThrownBy(() -> preparer.take(0, 1)).isInstanceOf(NoRoomException.class);
            assertThat(preparer.waitingBytes()).isZero();
        }
    }

    @Test
    void aPreparationThatFailedIsTriedAgain() throws IOException {
        Path gone = Files.createDirectory(epoch.resolve("gone"));
        try (var preparer = preparer(gone, Runnable::run)) {
            Files.delete(gone);
            assertThatThrownBy(() -> preparer.take(0, 1)).isInstanceOf(NoRoomException.class);
            Files.createDirectory(gone);

            preparer.take(0, 1).close();

            assertThat(gone.resolve(SegmentName.prepared(0))).exists();
        }
    }

    private static SegmentPreparer preparer(Path epoch, Executor background) {
        var reserve = new LogDirectory(epoch).reserve(LogFiles.SMALL);
        return new SegmentPreparer(epoch, LogFiles.SMALL, reserve, background);
    }
}
