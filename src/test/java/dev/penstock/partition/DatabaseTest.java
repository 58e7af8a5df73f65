package dev.penstock.partition;

import static dev.penstock.partition.Fixtures.item;
import static dev.penstock.partition.Fixtures.key;
import static dev.penstock.partition.Fixtures.keyOf;
import static dev.penstock.partition.Fixtures.put;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.log.LogException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database with its own thread. */
class DatabaseTest {
    private static final long TIMEOUT_SECONDS = 30;

    private final HookedLog log = new HookedLog();
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    private final MemorySnapshotStore store = new MemorySnapshotStore();
    private Storage storage = new Storage(log, DiskSpace.UNLIMITED);
    private Database database = open();
    private final Table table = table();

    @AfterEach
    void close() {
        log.onSync = () -> {};
        database.close();
    }

    @Test
    void aReplyAndItsItemAppearOnlyOnceTheSyncIsOver() throws Exception {
        var syncing = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        log.onSync =
                () -> {
                    syncing.countDown();
                    await(gate);
                };

        var reply = submit(put(table, item("a", "1")));
        await(syncing);

        assertThat(reply).isNotDone();
        assertThat(current("a")).isNull();

        gate.countDown();
        assertThat(reply.get(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(Outcome.Written.class);
        assertThat(current("a")).isEqualTo(item("a", "1"));
    }

    @Test
    void aFailingSyncIsFatalAndNobodyIsAnswered() throws Exception {
        log.onSync =
                () -> {
                    throw new LogException("the disk is gone");
                };

        var reply = submit(put(table, item("a", "1")));

        assertThat(fatal.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).hasMessage("the disk is gone");
        assertThat(reply).isNotDone();
        assertThat(current("a")).isNull();
        assertThatThrownBy(() -> submit(put(table, item("b", "1"))))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void closingAnswersAllThatWasAccepted() {
        var replies = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < 200; i++) {
            replies.add(submit(put(table, item("a" + i, "1"))));
        }

        database.close();

        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    @Test
    void whatWasAnsweredIsThereAfterARestart() {
        for (int i = 0; i < 100; i++) {
            submit(put(table, item("a" + i, "value " + i))).join();
        }
        submit(Fixtures.delete(table, key("a7"))).join();
        long sequence = database.version().sequence();
        database.close();

        database = open();

        assertThat(database.version().sequence()).isEqualTo(sequence);
        assertThat(current("a8")).isEqualTo(item("a8", "value 8"));
        assertThat(current("a7")).isNull();
        assertThat(database.recovery())
                .isEqualTo(
                        new RecoveryReport(
                                0,
                                new RecoveryReport.Replayed(log.end().batchNumber(), sequence),
                                99,
                                0,
                                List.of()));
        assertThat(submit(put(table, item("b", "1"))).join()).isInstanceOf(Outcome.Written.class);
    }

    @Test
    void recoveryBeginsWithTheNewestSnapshotAndReplaysTheRest() {
        database.close();
        // One snapshot is taken with the first commit; then the log grows too little for another.
        storage = new Storage(log, new Snapshots(store, 1, Long.MAX_VALUE), DiskSpace.UNLIMITED);
        database = open();
        submit(put(table, item("a", "1"))).join();
        Awaitility.await().until(() -> database.status().snapshots().sequence() > 0);
        long snapshotSequence = database.status().snapshots().sequence();
        database.close();
        storage =
                new Storage(
                        log, new Snapshots(store, 1 << 20, Long.MAX_VALUE), DiskSpace.UNLIMITED);
        database = open();
        submit(put(table, item("b", "2"))).join();
        database.close();

        database = open();

        assertThat(database.recovery().snapshotSequence()).isEqualTo(snapshotSequence);
        assertThat(database.recovery().commits()).isEqualTo(1);
        assertThat(current("a")).isEqualTo(item("a", "1"));
        assertThat(current("b")).isEqualTo(item("b", "2"));
    }

    @Test
    void aLogThatBeginsBehindTheSnapshotIsRefused() {
        for (int i = 0; i < 10; i++) {
            submit(put(table, item("a" + i, "1"))).join();
        }
        database.close();
        log.retain(database.version().sequence());

        assertThatThrownBy(this::open)
                .isInstanceOf(LogException.class)
                .hasMessageContaining("but the newest whole snapshot ends with 0");
    }

    private Database open() {
        return Database.open(
                Fixtures.SMALL_NODES,
                storage,
                new Environment(() -> 1_000, Fixtures.uuids(), Thread::new, fatal::complete));
    }

    private Table table() {
        submit(new Command.CreateTable(Fixtures.newTable("Music", Fixtures.SIMPLE))).join();
        return requireNonNull(database.version().table("Music"));
    }

    private CompletableFuture<Outcome> submit(Command command) {
        return database.submit(command, 100).toCompletableFuture();
    }

    private byte @Nullable [] current(String id) {
        return requireNonNull(database.version().table("Music")).get(keyOf(table, key(id)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
