package dev.penstock.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log must do. An implementation's test extends this. */
public abstract class CommitLogContract {
    private CommitLog log;

    /** An empty log that was not begun. */
    protected abstract CommitLog open();

    @BeforeEach
    void openLog() {
        log = open();
        log.begin();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void anEmptyLogEndsAtNothing() {
        assertThat(log.end()).isEqualTo(LogEnd.NONE);
        assertThat(log.firstSequence()).isEqualTo(1);
        assertThat(readAll(1)).isEmpty();
    }

    @Test
    void whatIsSyncedIsRead() {
        var writer = new BatchSource(1);
        var batches = writer.appendTo(log, 20);
        assertThat(readAll(1)).isEqualTo(BatchSource.contents(batches));
        assertThat(log.end()).isEqualTo(BatchSource.end(batches));
        assertThat(log.firstSequence()).isEqualTo(1);
    }

    @Test
    void whatIsNotSyncedIsNotRead() {
        var writer = new BatchSource(2);
        var synced = writer.appendTo(log, 3);
        log.append(writer.next());
        assertThat(readAll(1)).isEqualTo(BatchSource.contents(synced));
        assertThat(log.end()).isEqualTo(BatchSource.end(synced));
    }

    @Test
    void readingStartsWithTheBatchThatHoldsTheSequenceNumber() {
        var batches = new BatchSource(3).appendTo(log, 20);
        for (int i = 0; i < batches.size(); i++) {
            var rest = BatchSource.contents(batches.subList(i, batches.size()));
            assertThat(readAll(batches.get(i).firstSequence())).isEqualTo(rest);
            assertThat(readAll(batches.get(i).lastSequence())).isEqualTo(rest);
        }
        assertThat(readAll(log.end().sequence() + 1)).isEmpty();
    }

    @Test
    void aReaderOfOneTableMissesNothingOfIt() {
        var batches = new BatchSource(5).appendTo(log, 200);
        for (int table = 0; table < 6; table++) {
            int wanted = table;
            var read = new ArrayList<BatchSource.Content>();
            log.read(1, wanted, batch -> read.add(BatchSource.content(batch)));
            var ofTable = batches.stream().filter(batch -> batch.body().tables().mayHold(wanted));
            assertThat(read).containsAll(BatchSource.contents(ofTable.toList()));
            assertThat(readAll(1)).containsAll(read);
        }
    }

    @Test
    void aReaderStopsWhenItWants() {
        new BatchSource(4).appendTo(log, 10);
        var numbers = new ArrayList<Long>();
        log.read(1, batch -> numbers.add(batch.number()) && batch.number() < 4);
        assertThat(numbers).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void theBodyMayBeUsedAgainAfterAppending() {
        var body = new BatchBody();
        var written = new ArrayList<BatchSource.Content>();
        for (int number = 1; number <= 5; number++) {
            body.clear();
            body.addCommit(List.of(BatchSource.put(number, "value " + number)));
            var batch = new Batch(number, number, number, body);
            written.add(BatchSource.content(batch));
            log.append(batch);
            log.sync();
        }
        assertThat(readAll(1)).isEqualTo(written);
    }

    /** 25 items of 400 KB with before-images: what one BatchWriteItem can bring, in one batch. */
    @Test
    void aBatchOfTwentyFiveLargeItemsWithBeforeImagesIsOneBatch() {
        var writer = new BatchSource(5);
        var small = writer.appendTo(log, 1);
        var large = writer.next(25, 400_000, true);
        log.append(large);
        log.sync();
        var written = new ArrayList<>(small);
        written.add(large);
        written.addAll(writer.appendTo(log, 1));
        assertThat(readAll(1)).isEqualTo(BatchSource.contents(written));
    }

    @Test
    void aBatchThatDoesNotFollowIsRefused() {
        var writer = new BatchSource(6);
        writer.appendTo(log, 3);
        var next = writer.next();
        var gap = new Batch(5, next.firstSequence(), next.commitMicros(), next.body());
        var lost = new Batch(4, next.firstSequence() + 1, next.commitMicros(), next.body());
        var early = new Batch(4, next.firstSequence(), 0, next.body());
        var empty = new Batch(4, next.firstSequence(), next.commitMicros(), new BatchBody());
        for (Batch wrong : List.of(gap, lost, early, empty)) {
            assertThatThrownBy(() -> log.append(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        log.append(next);
        log.sync();
        assertThat(log.end().batchNumber()).isEqualTo(4);
    }

    @Test
    void aSecondBatchIsNotWrittenBeforeTheFirstIsSynced() {
        var writer = new BatchSource(7);
        log.append(writer.next());
        var second = writer.next();
        assertThatThrownBy(() -> log.append(second)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSyncWithNothingAppendedDoesNothing() {
        log.sync();
        assertThat(log.end()).isEqualTo(LogEnd.NONE);
    }

    @Test
    void whatIsRetainedStays() {
        var writer = new BatchSource(8);
        var batches = writer.appendTo(log, 60);
        var kept = batches.subList(30, 60);
        log.retain(kept.getFirst().firstSequence());
        assertThat(log.firstSequence()).isLessThanOrEqualTo(kept.getFirst().firstSequence());
        assertThat(readAll(kept.getFirst().firstSequence())).isEqualTo(BatchSource.contents(kept));
        assertThat(readAll(1))
                .isEqualTo(
                        BatchSource.contents(
                                batches.stream()
                                        .filter(b -> b.lastSequence() >= log.firstSequence())
                                        .toList()));
    }

    @Test
    void aTimeIsFoundWithoutReadingTooLate() {
        var batches = new BatchSource(12).appendTo(log, 60);
        for (Batch batch : batches) {
            long from = log.sequenceAt(batch.commitMicros());
            assertThat(from).isBetween(1L, batch.firstSequence());
            assertThat(log.sequenceAt(batch.commitMicros() + 1))
                    .isBetween(from, batch.lastSequence() + 1);
        }
        assertThat(log.sequenceAt(0)).isEqualTo(1);
        assertThat(log.sequenceAt(batches.getLast().commitMicros() + 1))
                .isEqualTo(log.end().sequence() + 1);
    }

    @Test
    void theOldestTimeThatIsHeldIsKnown() {
        assertThat(log.firstMicros()).isEqualTo(1);
        var batches = new BatchSource(13).appendTo(log, 60);
        assertThat(log.firstMicros()).isEqualTo(batches.getFirst().commitMicros());
        log.retain(batches.get(40).firstSequence());
        var held = new ArrayList<Long>();
        log.read(1, batch -> held.add(batch.commitMicros()));
        assertThat(log.firstMicros()).isEqualTo(held.getFirst());
    }

    @Test
    void whatExceedsAnAmountOfStorageIsTold() {
        var batches = new BatchSource(14).appendTo(log, 60);
        long last = batches.getLast().lastSequence();
        assertThat(log.sequenceWithin(Long.MAX_VALUE)).isEqualTo(1);
        assertThat(log.sequenceWithin(0)).isBetween(1L, last + 1);
        assertThat(log.sequenceWithin(100_000)).isLessThanOrEqualTo(log.sequenceWithin(0));
    }

    @Test
    void theEndIsKnownWhenEverythingMayGo() {
        var writer = new BatchSource(9);
        var batches = writer.appendTo(log, 10);
        log.retain(Long.MAX_VALUE);
        assertThat(log.end()).isEqualTo(BatchSource.end(batches));
        var more = writer.appendTo(log, 2);
        assertThat(readAll(more.getFirst().firstSequence())).isEqualTo(BatchSource.contents(more));
    }

    @Test
    void readersBesideTheWriterSeeAPrefix() throws InterruptedException {
        var batches = new BatchSource(10).take(300);
        var expected = BatchSource.contents(batches);
        var started = new CountDownLatch(1);
        var failure = new AtomicReference<Throwable>();
        var reader =
                Thread.ofPlatform()
                        .uncaughtExceptionHandler((_, thrown) -> failure.set(thrown))
                        .start(
                                () -> {
                                    started.countDown();
                                    int count = 0;
                                    while (count < expected.size()) {
                                        long ended = log.end().batchNumber();
                                        var seen = readAll(1);
                                        count = seen.size();
                                        assertThat((long) count).isGreaterThanOrEqualTo(ended);
                                        assertThat(seen).isEqualTo(expected.subList(0, count));
                                    }
                                });
        started.await();
        for (Batch batch : batches) {
            log.append(batch);
            log.sync();
        }
        reader.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void aClosedLogIsRefused() {
        var next = new BatchSource(11).next();
        log.close();
        assertThatThrownBy(() -> log.append(next)).isInstanceOf(LogException.class);
        assertThatThrownBy(() -> log.read(1, _ -> true)).isInstanceOf(LogException.class);
    }

    private List<BatchSource.Content> readAll(long fromSequence) {
        var read = new ArrayList<BatchSource.Content>();
        log.read(fromSequence, batch -> read.add(BatchSource.content(batch)));
        return read;
    }
}
