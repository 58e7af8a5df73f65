package dev.penstock.partition;

import static dev.penstock.partition.Fixtures.item;
import static dev.penstock.partition.Fixtures.key;
import static dev.penstock.partition.Fixtures.keyOf;
import static dev.penstock.partition.Fixtures.put;
import static dev.penstock.partition.Fixtures.setting;
import static dev.penstock.partition.Fixtures.update;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.feed.LiveTables;
import dev.penstock.feed.StreamedCommits;
import dev.penstock.log.LogException;
import dev.penstock.log.NoRoomException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The writer turned by hand: no thread, so that each step can be looked at. */
class WriterTest {
    private static final int BATCH_COMMANDS_MAX = 16;
    private static final int BATCH_BYTES_MAX = 1 << 20;

    private final HookedLog log = new HookedLog();
    private final Inbox inbox = new Inbox(new DatabaseSettings.Inbox(100, 1 << 24));
    private final Draft draft = new Draft(Fixtures.SMALL_NODES);
    private final AtomicReference<Version> visible = new AtomicReference<>(draft.published());
    private final Room room = new Room(Watermarks.NONE, () -> 0);
    private long micros = 1_000;

    private final Writer writer =
            new Writer(
                    inbox,
                    draft,
                    new Decider(draft, room, Fixtures.uuids(), () -> micros),
                    new Writer.WriterPorts(
                            log,
                            () -> micros,
                            new DatabaseSettings.Batching(BATCH_COMMANDS_MAX, BATCH_BYTES_MAX),
                            (version, end, logBytes, followed) -> visible.set(version),
                            new StreamedCommits(),
                            new LiveTables()));

    private final Table table = table();

    @Test
    void nothingIsAnsweredBeforeTheSync() {
        var reply = submit(put(table, item("a", "1")));
        var repliedAtSync = new ArrayList<Boolean>();
        log.onSync = () -> repliedAtSync.add(reply.isDone());

        writer.turn();

        assertThat(repliedAtSync).containsExactly(false);
        assertThat(reply).isCompleted();
    }

    @Test
    void nothingIsVisibleBeforeTheSync() {
        send(put(table, item("a", "1")));
        var seenAtSync = new ArrayList<byte @Nullable []>();
        log.onSync = () -> seenAtSync.add(current("a"));

        writer.turn();

        assertThat(seenAtSync).hasSize(1).containsOnlyNulls();
        assertThat(current("a")).isEqualTo(item("a", "1"));
    }

    @Test
    void aFailedConditionWaitsForTheSyncOfWhatItSaw() {
        send(put(table, item("a", "1")));
        var failed = submit(put(table, item("a", "2"), before -> before == null));
        var repliedAtSync = new ArrayList<Boolean>();
        log.onSync = () -> repliedAtSync.add(failed.isDone());

        writer.turn();

        assertThat(repliedAtSync).containsExactly(false);
        assertThat(failed.join()).isInstanceOf(Outcome.ConditionFailed.class);
    }

    @Test
    void whatChangesNothingNeedsNoSync() {
        var unchanged = submit(Fixtures.delete(table, key("nowhere")));
        log.onSync =
                () -> {
                    throw new LogException("must not be called");
                };

        writer.turn();

        assertThat(unchanged).isCompleted();
    }

    @Test
    void afterAFailedSyncNothingIsAnsweredOrVisible() {
        var reply = submit(put(table, item("a", "1")));
        log.onSync =
                () -> {
                    throw new LogException("the disk is gone");
                };

        assertThatThrownBy(writer::turn).hasMessage("the disk is gone");

        assertThat(reply).isNotDone();
        assertThat(current("a")).isNull();
    }

    @Test
    void aBatchThatTheLogHasNoRoomForIsRefusedAndForgotten() {
        log.onAppend = WriterTest::noRoom;
        var first = submit(put(table, item("a", "1")));
        var judgedOnIt = submit(put(table, item("a", "2"), before -> before == null));

        writer.turn();

        assertThat(first.join()).isInstanceOf(Outcome.Refused.class);
        assertThat(judgedOnIt.join()).isInstanceOf(Outcome.Refused.class);
        assertThat(current("a")).isNull();

        log.onAppend = () -> {};
        room.onDisk(DiskLevel.PLENTY);
        send(put(table, item("a", "3"), before -> before == null));
        writer.turn();
        assertThat(current("a")).isEqualTo(item("a", "3"));
    }

    @Test
    void afterABatchWithoutRoomNothingIsAcceptedUntilTheNextLook() {
        log.onAppend = WriterTest::noRoom;
        send(put(table, item("a", "1")));
        writer.turn();
        log.onAppend = () -> {};
        var next = submit(Fixtures.delete(table, key("a")));

        writer.turn();

        assertThat(next.join()).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aTableThatTheLogHasNoRoomForIsForgotten() {
        var create = new Command.CreateTable(Fixtures.newTable("other", Fixtures.SIMPLE));
        log.onAppend = WriterTest::noRoom;
        send(create);
        writer.turn();
        log.onAppend = () -> {};
        room.onDisk(DiskLevel.PLENTY);

        var again = submit(create);
        writer.turn();

        assertThat(again.join()).isNotInstanceOf(Outcome.Refused.class);
    }

    private static void noRoom() {
        throw new NoRoomException("full", new IOException("no space"));
    }

    @Test
    void aBatchHoldsNoMoreCommandsThanItsLimit() {
        var replies = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < BATCH_COMMANDS_MAX + 4; i++) {
            replies.add(submit(put(table, item("a", "value " + i))));
        }

        assertThat(writer.turn()).isEqualTo(BATCH_COMMANDS_MAX);
        assertThat(writer.turn()).isEqualTo(4);

        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(current("a")).isEqualTo(item("a", "value " + (BATCH_COMMANDS_MAX + 3)));
        assertThat(log.appended.getLast().body().commitCount()).isEqualTo(4);
    }

    @Test
    void smallUpdatesOfLargeItemsFillABatchToo() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            send(update(table, key(id), setting("x".repeat(300_000))));
        }

        assertThat(writer.turn()).isEqualTo(4);
        assertThat(writer.turn()).isEqualTo(1);
    }

    @Test
    void commitTimeGrowsEvenIfTheClockJumpsBack() {
        micros = 9_000;
        send(put(table, item("a", "1")));
        writer.turn();
        micros = 5;
        send(put(table, item("a", "2")));
        writer.turn();

        assertThat(log.appended.getLast().commitMicros()).isEqualTo(9_001);
    }

    @Test
    void aCommandSeesWhatThoseBeforeItInTheBatchDid() {
        send(put(table, item("a", "1")));
        var second = submit(put(table, item("a", "2"), before -> before != null));

        writer.turn();

        assertThat(second.join())
                .isInstanceOfSatisfying(
                        Outcome.Written.class,
                        written -> assertThat(written.before()).isEqualTo(item("a", "1")));
    }

    private Table table() {
        send(new Command.CreateTable(Fixtures.newTable("Music", Fixtures.SIMPLE)));
        writer.turn();
        return requireNonNull(visible.get().table("Music"));
    }

    private void send(Command command) {
        inbox.offer(Inbox.Submission.of(command, 100, new CompletableFuture<>()));
    }

    private CompletableFuture<Outcome> submit(Command command) {
        var reply = new CompletableFuture<Outcome>();
        inbox.offer(Inbox.Submission.of(command, 100, reply));
        return reply;
    }

    private byte @Nullable [] current(String id) {
        return requireNonNull(visible.get().table("Music")).get(keyOf(table, key(id)));
    }
}
