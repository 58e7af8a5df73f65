package dev.penstock.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.expiry.Sweeper;
import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import dev.penstock.log.memory.MemoryLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Items whose time comes, in an engine that is turned by hand. */
class ExpiryTest {
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final long PAUSE = 600 * SECOND;
    private static final long START_SECONDS = 1_700_000_000;

    private static final DatabaseSettings SETTINGS =
            Fixtures.SMALL_NODES.with(new DatabaseSettings.Expiry(1_000, 0, PAUSE));

    private final MemoryLog log = new MemoryLog(Long.MAX_VALUE);
    private final AtomicLong usableBytes = new AtomicLong(Long.MAX_VALUE);
    private long micros = START_SECONDS * SECOND;
    private TurnedEngine engine = open(SETTINGS);

    @Test
    void anItemGoesOnceItsTimeHasPassed() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + 1 + "")));
        run(Fixtures.put(table, Fixtures.expiring("b", "ttl", START_SECONDS + 9 + "")));
        run(Fixtures.put(table, Fixtures.expiring("c", "ttl", null)));
        sweep();
        assertThat(ids("sessions")).containsExactlyInAnyOrder("a", "b", "c");

        micros += SECOND;
        sweep();
        assertThat(ids("sessions")).containsExactlyInAnyOrder("a", "b", "c");
        micros += 1;
        sweep();
        assertThat(ids("sessions")).containsExactlyInAnyOrder("b", "c");
        var status = engine.status().expiry();
        assertThat(status.removed()).isEqualTo(1);
        assertThat(status.entries()).isEqualTo(1);
        assertThat(status.liveBytes()).isPositive();
    }

    @Test
    void aSweepThatFailsIsToldAndFollowedByAnother() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + "")));
        engine.turnIndexes();
        micros += SECOND;
        var answers = new ArrayDeque<CompletableFuture<Sweeper.Judged>>();
        answers.add(CompletableFuture.failedFuture(new IllegalStateException("no answer")));
        answers.add(CompletableFuture.completedFuture(new Sweeper.Judged(1, 1)));
        var sweeper =
                new Sweeper(
                        engine::hiddenIndexes,
                        (_, _) -> answers.remove(),
                        Runnable::run,
                        new Sweeper.WatchedClock(() -> micros, 0, micros));

        sweeper.look();
        assertThatThrownBy(sweeper::look).hasRootCauseMessage("no answer");
        sweeper.look();
        assertThat(sweeper.removed()).isEqualTo(1);
    }

    @Test
    void theLogSaysThatNoClientRemovedIt() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + "")));
        micros += SECOND;
        sweep();

        assertThat(lastChange())
                .isInstanceOfSatisfying(
                        Change.Remove.class,
                        removed -> {
                            assertThat(removed.origin()).isEqualTo(Origin.TTL);
                            assertThat(removed.key()).isEqualTo(Fixtures.key("a"));
                        });
    }

    @Test
    void anItemThatIsProlongedBeforeTheDecisionStays() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + 1 + "")));
        engine.turnIndexes();
        micros += 2 * SECOND;
        var prolonged = Fixtures.expiring("a", "ttl", START_SECONDS + 99 + "");
        var reply = engine.submit(Fixtures.put(table, prolonged));
        engine.lookForExpired();
        engine.turn();

        assertThat(reply).isCompleted();
        assertThat(ids("sessions")).containsExactly("a");
        assertThat(engine.status().expiry().removed()).isZero();
    }

    @Test
    void aSettingThatIsGoneBeforeTheDecisionSavesItsItems() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + "")));
        engine.turnIndexes();
        micros += SECOND;
        var reply = engine.submit(new Command.UpdateTimeToLive("sessions", "ttl", false));
        engine.lookForExpired();
        engine.turn();

        assertThat(reply).isCompleted();
        assertThat(ids("sessions")).containsExactly("a");
        sweep();
        assertThat(engine.status().expiry().entries()).isZero();
        assertThat(engine.status().expiry().liveBytes()).isZero();
    }

    @Test
    void whatWasWrittenWhileTheSettingWasOffExpiresToo() {
        Table table = expiring("sessions");
        engine.turnIndexes();
        run(new Command.UpdateTimeToLive("sessions", "ttl", false));
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + "")));
        run(new Command.UpdateTimeToLive("sessions", "ttl", true));
        micros += SECOND;
        sweep();

        assertThat(ids("sessions")).isEmpty();
    }

    @Test
    void aClockThatGoesBackBeforeTheDecisionSavesItsItems() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + 5 + "")));
        micros += 6 * SECOND;
        run(Fixtures.put(table, Fixtures.expiring("b", "ttl", null)));
        engine.turnIndexes();
        engine.lookForExpired();
        micros -= 6 * SECOND;
        engine.turn();

        assertThat(ids("sessions")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void itemsThatWereThereBeforeTheSettingExpireToo() {
        run(new Command.CreateTable(Fixtures.newTable("sessions", Fixtures.SIMPLE)));
        for (int i = 0; i < 40; i++) {
            String ttl = START_SECONDS + (i % 2 == 0 ? -1 : 99) + "";
            run(Fixtures.put(table("sessions"), Fixtures.expiring("id" + i, "ttl", ttl)));
        }
        run(new Command.UpdateTimeToLive("sessions", "ttl", true));
        sweep();

        assertThat(ids("sessions")).hasSize(20).allMatch(id -> id.matches("id\\d*[13579]"));
    }

    @Test
    void aRestartKeepsTheSettingAndFindsWhatIsDue() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + 5 + "")));
        micros += 6 * SECOND;
        engine = open(SETTINGS);
        sweep();

        assertThat(ids("sessions")).isEmpty();
        run(new Command.DeleteTable("sessions"));
        run(new Command.CreateTable(Fixtures.newTable("sessions", Fixtures.SIMPLE)));
        assertThat(table("sessions").definition().settings().timeToLive()).isNull();
    }

    @Test
    void manyGoInManyCommitsOneAfterTheOther() {
        Table table = expiring("sessions");
        int items = 1_000;
        for (int i = 0; i < items; i++) {
            run(Fixtures.put(table, Fixtures.expiring("id" + i, "ttl", START_SECONDS + "")));
        }
        engine.turnIndexes();
        micros += SECOND;
        engine.lookForExpired();
        for (int left = items; left > 0; left = ids("sessions").size()) {
            assertThat(engine.status().inboxCommands()).isEqualTo(1);
            engine.turn();
            assertThat(left - ids("sessions").size()).isBetween(1, 256);
        }

        assertThat(engine.status().inboxCommands()).isZero();
        assertThat(engine.status().expiry().removed()).isEqualTo(items);
    }

    @Test
    void whatIsRefusedIsAskedForAgain() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + "")));
        micros += SECOND;
        usableBytes.set(0);
        engine.watchDisk();
        sweep();
        assertThat(ids("sessions")).containsExactly("a");
        assertThat(engine.status().expiry().lagMicros()).isEqualTo(SECOND);
        usableBytes.set(1);
        engine.watchDisk();
        assertThat(engine.status().disk()).isEqualTo(DiskLevel.LOW);
        sweep();

        assertThat(ids("sessions")).isEmpty();
        sweep();
        assertThat(engine.status().expiry().lagMicros()).isZero();
    }

    @Test
    void aFullInboxIsNoReasonToGiveUp() {
        engine = open(withInbox(2));
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + "")));
        engine.turnIndexes();
        micros += SECOND;
        var waiting =
                List.of(
                        engine.submit(Fixtures.put(table, Fixtures.item("b", "1"))),
                        engine.submit(Fixtures.put(table, Fixtures.item("c", "1"))));
        engine.lookForExpired();
        engine.turn();
        assertThat(waiting).allSatisfy(reply -> assertThat(reply).isCompleted());
        assertThat(ids("sessions")).containsExactlyInAnyOrder("a", "b", "c");
        sweep();

        assertThat(ids("sessions")).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void afterALeapOfTheClockNothingGoesForAWhile() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + 60 + "")));
        sweep();
        micros += 9 * HOUR;
        sweep();
        assertThat(ids("sessions")).containsExactly("a");
        assertThat(engine.status().expiry().isPaused()).isTrue();
        assertThat(engine.status().expiry().lagMicros()).isPositive();
        micros -= 9 * HOUR;
        sweep();
        assertThat(ids("sessions")).containsExactly("a");
        assertThat(engine.status().expiry().isPaused()).isFalse();

        micros += 9 * HOUR;
        sweep();
        micros += PAUSE;
        sweep();
        assertThat(ids("sessions")).isEmpty();
    }

    @Test
    void aStartLongAfterTheLastWriteIsALeapToo() {
        Table table = expiring("sessions");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + 60 + "")));
        micros += 9 * HOUR;
        engine = open(SETTINGS);
        sweep();
        assertThat(ids("sessions")).containsExactly("a");
        micros += PAUSE;
        sweep();

        assertThat(ids("sessions")).isEmpty();
    }

    @Test
    void itemsOfATableThatIsGoneAreNobodysBusiness() {
        Table table = expiring("sessions");
        Table other = expiring("tokens");
        run(Fixtures.put(table, Fixtures.expiring("a", "ttl", START_SECONDS + "")));
        run(Fixtures.put(other, Fixtures.expiring("b", "ttl", START_SECONDS + "")));
        engine.turnIndexes();
        micros += SECOND;
        engine.lookForExpired();
        run(new Command.DeleteTable("sessions"));
        run(new Command.CreateTable(Fixtures.newTable("sessions", Fixtures.SIMPLE)));
        sweep();

        assertThat(ids("tokens")).isEmpty();
        assertThat(ids("sessions")).isEmpty();
        assertThat(engine.status().expiry().entries()).isZero();
    }

    private static DatabaseSettings withInbox(int commands) {
        return new DatabaseSettings(
                SETTINGS.partitions(),
                SETTINGS.tree(),
                new DatabaseSettings.Inbox(commands, 1 << 20),
                SETTINGS.batching(),
                SETTINGS.watermarks(),
                SETTINGS.feed(),
                SETTINGS.streams(),
                SETTINGS.expiry());
    }

    private TurnedEngine open(DatabaseSettings settings) {
        return new TurnedEngine(
                settings.with(new Watermarks(Long.MAX_VALUE, 2, 1)),
                new Storage(log, usableBytes::get),
                () -> micros,
                Fixtures.uuids(),
                Runnable::run);
    }

    /** All that is due now goes, as far as nothing refuses. */
    private void sweep() {
        for (int i = 0; i < 3; i++) {
            engine.turnIndexes();
            engine.lookForExpired();
            engine.turn();
        }
        engine.turnIndexes();
    }

    private Table expiring(String name) {
        run(new Command.CreateTable(Fixtures.newTable(name, Fixtures.SIMPLE)));
        run(new Command.UpdateTimeToLive(name, "ttl", true));
        engine.turnIndexes();
        return table(name);
    }

    private Table table(String name) {
        return requireNonNull(engine.version().table(name));
    }

    private List<String> ids(String name) {
        return ExpiryModelTest.ids(table(name));
    }

    private void run(Command command) {
        var reply = (CompletableFuture<Outcome>) engine.submit(command);
        engine.turn();
        assertThat(reply.join()).isNotInstanceOf(Outcome.Refused.class);
    }

    private Change lastChange() {
        var changes = new ArrayList<Change>();
        log.read(
                1,
                batch -> {
                    batch.body().commits().forEach(changes::addAll);
                    return true;
                });
        return changes.getLast();
    }
}
