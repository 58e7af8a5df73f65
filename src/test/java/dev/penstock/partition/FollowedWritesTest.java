package dev.penstock.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.feed.ChangeFlags;
import dev.penstock.feed.FeedChange;
import dev.penstock.feed.FeedCommit;
import dev.penstock.feed.FeedCursor;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeyType;
import dev.penstock.table.NewIndex;
import dev.penstock.table.NewTable;
import dev.penstock.table.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What of a batch goes into the change feed. */
class FollowedWritesTest {
    private final MemoryLog log = new MemoryLog(Long.MAX_VALUE);
    private final TurnedEngine engine =
            new TurnedEngine(
                    Fixtures.SMALL_NODES,
                    new Storage(log, DiskSpace.UNLIMITED),
                    () -> 1_000,
                    Fixtures.uuids(),
                    Runnable::run);
    private final FeedCursor<Version> cursor = engine.feed().open();

    @Test
    void aTableThatNobodyFollowsIsNotInIt() {
        run(new Command.CreateTable(Fixtures.newTable("plain", Fixtures.SIMPLE)));
        taken();
        run(Fixtures.put(table("plain"), Fixtures.item("a", "1")));

        assertThat(taken()).isEmpty();
        assertThat(engine.feed().end().sequence()).isEqualTo(engine.version().sequence());
        assertThat(engine.feed().end().version()).isSameAs(engine.version());
    }

    @Test
    void definitionsAreAlwaysInIt() {
        run(new Command.CreateTable(Fixtures.newTable("plain", Fixtures.SIMPLE)));

        assertThat(changes(taken()))
                .extracting(change -> change.change().tableId())
                .containsExactly(SystemTable.TABLES.id());
    }

    @Test
    void aChangeCarriesWhatWasThereBefore() {
        run(new Command.CreateTable(indexed("music")));
        taken();
        byte[] first = Fixtures.item("a", "1");
        byte[] second = Fixtures.item("a", "2");
        run(Fixtures.put(table("music"), first));
        run(Fixtures.put(table("music"), second));
        run(Fixtures.delete(table("music"), Fixtures.key("a")));

        var changes = changes(taken());
        assertThat(changes).extracting(FeedChange::before).containsExactly(null, first, second);
        assertThat(changes).extracting(FeedChange::after).containsExactly(first, second, null);
        assertThat(changes)
                .extracting(change -> change.change().flags())
                .containsExactly(0, ChangeFlags.REPLACES, ChangeFlags.REPLACES);
    }

    @Test
    void commitsOfOneBatchKeepTheirNumbers() {
        run(new Command.CreateTable(indexed("music")));
        run(new Command.CreateTable(Fixtures.newTable("plain", Fixtures.SIMPLE)));
        taken();
        long before = engine.version().sequence();
        var ignored = engine.submit(Fixtures.put(table("music"), Fixtures.item("a", "1")));
        ignored = engine.submit(Fixtures.put(table("plain"), Fixtures.item("a", "1")));
        ignored = engine.submit(Fixtures.put(table("music"), Fixtures.item("a", "1")));
        ignored = engine.submit(Fixtures.put(table("music"), Fixtures.item("b", "1")));
        engine.turn();

        assertThat(taken())
                .extracting(FeedCommit::sequence)
                .containsExactly(before + 1, before + 3);
        assertThat(ignored).isCompleted();
    }

    @Test
    void theLogKeepsWhetherThereWasAnItem() {
        run(new Command.CreateTable(Fixtures.newTable("plain", Fixtures.SIMPLE)));
        run(Fixtures.put(table("plain"), Fixtures.item("a", "1")));
        run(Fixtures.put(table("plain"), Fixtures.item("a", "2")));

        var flags = new ArrayList<Integer>();
        log.read(
                2,
                batch -> {
                    batch.body().commits().forEach(c -> c.forEach(x -> flags.add(x.flags())));
                    return true;
                });
        assertThat(flags).containsExactly(0, ChangeFlags.REPLACES);
    }

    private static List<FeedChange> changes(List<FeedCommit> commits) {
        return commits.stream().flatMap(commit -> commit.changes().stream()).toList();
    }

    private List<FeedCommit> taken() {
        var commits = new ArrayList<FeedCommit>();
        while (cursor.isBefore(engine.feed().end())) {
            commits.addAll(requireNonNull(cursor.take()).commits());
        }
        return commits;
    }

    private void run(Command command) {
        var reply = (CompletableFuture<Outcome>) engine.submit(command);
        engine.turn();
        assertThat(reply.join()).isNotInstanceOf(Outcome.Refused.class);
    }

    private Table table(String name) {
        return requireNonNull(engine.version().table(name));
    }

    private static NewTable indexed(String name) {
        var plain = Fixtures.newTable(name, Fixtures.SIMPLE);
        var index =
                new NewIndex(
                        "byValue",
                        new IndexKeySchema(
                                List.of(new KeyAttribute("value", KeyType.S)), List.of()),
                        IndexProjection.ALL,
                        Throughput.NONE);
        return new NewTable(
                name,
                plain.keySchema(),
                List.of(Fixtures.ID, new KeyAttribute("value", KeyType.S)),
                plain.settings(),
                List.of(index),
                new TreeMap<>());
    }
}
