package dev.penstock.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.error.ErrorCode;
import dev.penstock.index.IndexEntries;
import dev.penstock.index.IndexView;
import dev.penstock.item.ItemKey;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.table.IndexChange;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeyType;
import dev.penstock.table.NewIndex;
import dev.penstock.table.NewTable;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.Throughput;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Indexes in a database, with its threads and without. */
class IndexedDatabaseTest {
    private static final KeyAttribute VALUE = new KeyAttribute("value", KeyType.S);
    private static final int LAG_MICROS_MAX = 5_000;

    private final MemoryLog log = new MemoryLog(Long.MAX_VALUE);
    private final Storage storage = new Storage(log, DiskSpace.UNLIMITED);
    private long micros = 1_000_000;

    @Test
    void anIndexIsTheProjectionOfItsTableAndComesBackWithIt() {
        try (var database = open()) {
            run(database.submit(new Command.CreateTable(indexed()), 1));
            write(database, 2_000);
            awaitIndexes(database);
            compare(database, 2);
        }
        try (var database = open()) {
            // Before it says that it is open.
            compare(database, 2);
            write(database, 100);
            awaitIndexes(database);
            compare(database, 2);
        }
    }

    @Test
    void aTableThatIsGoneTakesItsIndexesWithIt() {
        try (var database = open()) {
            run(database.submit(new Command.CreateTable(indexed()), 1));
            write(database, 100);
            awaitIndexes(database);
            assertThat(database.status().indexes().entries()).isPositive();
            assertThat(database.status().indexes().liveBytes()).isPositive();
            run(database.submit(new Command.DeleteTable("music"), 1));
            awaitIndexes(database);

            assertThat(database.status().indexes().entries()).isZero();
            assertThat(database.status().indexes().liveBytes()).isZero();
        }
    }

    @Test
    void anIndexOfATableWithItemsBecomesActiveWhileWritesGoOn() {
        try (var database = open()) {
            run(database.submit(new Command.CreateTable(indexed()), 1));
            write(database, 1_000);
            run(database.submit(change(new IndexChange.Create(later())), 1));
            write(database, 500);
            while (stateOf(database, "later") != IndexDefinition.State.ACTIVE) {
                Thread.onSpinWait();
            }
            awaitIndexes(database);
            compare(database, 3);
            run(database.submit(change(new IndexChange.Delete("all")), 1));
            while (requireNonNull(database.version().table("music")).indexes().size() > 2) {
                Thread.onSpinWait();
            }
            write(database, 500);
            awaitIndexes(database);
            compare(database, 2);
        }
        try (var database = open()) {
            compare(database, 2);
        }
    }

    @Test
    void aBackfillThatARestartInterruptedBeginsAnew() {
        var waiting = new ArrayList<Runnable>();
        var engine =
                new TurnedEngine(
                        Fixtures.SMALL_NODES,
                        storage,
                        () -> micros,
                        Fixtures.uuids(),
                        waiting::add);
        run(engine, new Command.CreateTable(Fixtures.newTable("music", Fixtures.SIMPLE)));
        var music = requireNonNull(engine.version().table("music"));
        run(engine, Fixtures.put(music, Fixtures.item("a", "1")));
        run(engine, change(new IndexChange.Create(later())));
        engine.turnIndexes();
        assertThat(waiting).hasSize(1);

        var restarted = turned();
        restarted.turnIndexes();
        restarted.turn();
        restarted.turnIndexes();

        var definition = requireNonNull(restarted.version().table("music")).definition();
        assertThat(requireNonNull(definition.index("later")).state())
                .isEqualTo(IndexDefinition.State.ACTIVE);
        assertThat(restarted.index(definition.id(), 1).itemCount()).isEqualTo(1);
    }

    @Test
    void writesAreThrottledOnceTheIndexesAreTooFarBehind() {
        var engine = turned();
        run(engine, new Command.CreateTable(indexed()));
        run(engine, new Command.CreateTable(Fixtures.newTable("plain", Fixtures.SIMPLE)));
        engine.turnIndexes();
        var music = requireNonNull(engine.version().table("music"));
        var plain = requireNonNull(engine.version().table("plain"));
        run(engine, Fixtures.put(music, Fixtures.item("a", "1")));
        micros += LAG_MICROS_MAX;

        assertThat(run(engine, Fixtures.put(music, Fixtures.item("b", "1"))))
                .isInstanceOf(Outcome.Written.class);
        micros += LAG_MICROS_MAX;
        assertThat(run(engine, Fixtures.put(music, Fixtures.item("c", "1"))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.error().code()).isEqualTo(ErrorCode.THROTTLING);
                            assertThat(refused.error()).hasMessage(Room.INDEXES_BEHIND);
                        });
        assertThat(run(engine, Fixtures.put(plain, Fixtures.item("a", "1"))))
                .isInstanceOf(Outcome.Written.class);
        engine.turnIndexes();
        assertThat(run(engine, Fixtures.put(music, Fixtures.item("c", "1"))))
                .isInstanceOf(Outcome.Written.class);
    }

    @Test
    void aClockThatStepsBackThrottlesNobody() {
        var engine = turned();
        run(engine, new Command.CreateTable(indexed()));
        engine.turnIndexes();
        var music = requireNonNull(engine.version().table("music"));
        run(engine, Fixtures.put(music, Fixtures.item("a", "1")));

        // From here on the commits' times are ahead of the clock.
        micros -= 2 * LAG_MICROS_MAX;
        for (String id : List.of("b", "c")) {
            assertThat(run(engine, Fixtures.put(music, Fixtures.item(id, "1"))))
                    .isInstanceOf(Outcome.Written.class);
        }
        engine.turnIndexes();
        assertThat(run(engine, Fixtures.put(music, Fixtures.item("d", "1"))))
                .isInstanceOf(Outcome.Written.class);
    }

    @Test
    void anIndexThatDoesNotFitInMemoryIsRefused() {
        long itemBytes = 4 << 10;
        var settings =
                Fixtures.SMALL_NODES.with(
                        new Watermarks(itemBytes + IndexDecider.ENTRY_BYTES / 2, 0, 0));
        var engine =
                new TurnedEngine(settings, storage, () -> micros, Fixtures.uuids(), Runnable::run);
        run(engine, new Command.CreateTable(Fixtures.newTable("music", Fixtures.SIMPLE)));
        var create = change(new IndexChange.Create(later()));
        var music = requireNonNull(engine.version().table("music"));
        run(engine, Fixtures.put(music, Fixtures.item("a", "x".repeat((int) itemBytes))));

        assertThat(run(engine, create))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.error()).hasMessage(IndexDecider.MEMORY_FULL));
        assertThat(requireNonNull(engine.version().table("music")).definition().indexes())
                .isEmpty();
    }

    @Test
    void backfillsAreMadeOneAfterTheOther() {
        var waiting = new ArrayList<Runnable>();
        var engine =
                new TurnedEngine(
                        Fixtures.SMALL_NODES,
                        storage,
                        () -> micros,
                        Fixtures.uuids(),
                        waiting::add);
        for (String name : List.of("music", "books")) {
            run(engine, new Command.CreateTable(Fixtures.newTable(name, Fixtures.SIMPLE)));
            var table = requireNonNull(engine.version().table(name));
            run(engine, Fixtures.put(table, Fixtures.item("a", "1")));
            run(engine, change(name, new IndexChange.Create(later())));
        }
        engine.turnIndexes();
        assertThat(waiting).hasSize(1);

        waiting.removeFirst().run();
        engine.turnIndexes();
        assertThat(waiting).hasSize(1);
        waiting.removeFirst().run();
        for (int i = 0; i < 3; i++) {
            engine.turnIndexes();
            engine.turn();
        }
        assertThat(waiting).isEmpty();
        for (String name : List.of("music", "books")) {
            var definition = requireNonNull(engine.version().table(name)).definition();
            assertThat(requireNonNull(definition.index("later")).state())
                    .isEqualTo(IndexDefinition.State.ACTIVE);
        }
    }

    @Test
    void anIndexThatNobodyCameToIsEmpty() {
        var engine = turned();
        run(engine, new Command.CreateTable(indexed()));

        assertThat(engine.index(TableIdentity.FIRST_USER_ID, 1).itemCount()).isZero();
        assertThat(engine.index(TableIdentity.FIRST_USER_ID, 1).scan(HashRange.ALL, null).next())
                .isNull();
    }

    private TurnedEngine turned() {
        var settings =
                Fixtures.SMALL_NODES.with(new DatabaseSettings.Feed(1 << 20, LAG_MICROS_MAX));
        return new TurnedEngine(settings, storage, () -> micros, Fixtures.uuids(), Runnable::run);
    }

    private static Outcome run(TurnedEngine engine, Command command) {
        var reply = (CompletableFuture<Outcome>) engine.submit(command);
        engine.turn();
        return reply.join();
    }

    private static void run(CompletionStage<Outcome> reply) {
        assertThat(reply.toCompletableFuture().join()).isNotInstanceOf(Outcome.Refused.class);
    }

    private Database open() {
        return Database.open(
                Fixtures.SMALL_NODES,
                storage,
                new Environment(
                        () -> System.nanoTime() / 1_000,
                        Fixtures.uuids(),
                        Thread::new,
                        failure -> {
                            throw new AssertionError(failure);
                        }));
    }

    private static void write(Database database, int writes) {
        var random = new SplittableRandom(writes);
        var table = requireNonNull(database.version().table("music"));
        var replies = new ArrayList<CompletionStage<Outcome>>();
        for (int i = 0; i < writes; i++) {
            String id = "id" + random.nextInt(100);
            var command =
                    random.nextInt(4) == 0
                            ? Fixtures.delete(table, Fixtures.key(id))
                            : Fixtures.put(table, Fixtures.item(id, "v" + random.nextInt(9)));
            replies.add(database.submit(command, 1));
            if (i % 500 == 0) {
                replies.forEach(IndexedDatabaseTest::run);
            }
        }
        replies.forEach(IndexedDatabaseTest::run);
    }

    private static void awaitIndexes(Database database) {
        long sequence = database.version().sequence();
        while (database.status().indexes().sequence() < sequence) {
            Thread.onSpinWait();
        }
    }

    private static void compare(Database database, int indexes) {
        var table = requireNonNull(database.version().table("music"));
        assertThat(table.indexes()).hasSize(indexes);
        for (IndexEntries entries : table.indexes()) {
            IndexView view = database.index(table.definition().id(), entries.index().id());
            var expected = new TreeMap<ItemKey, byte[]>();
            for (byte[] item : all(table.scan(HashRange.ALL, null))) {
                expected.put(requireNonNull(entries.key(item)), entries.image(item));
            }
            assertThat(view.sequence()).isEqualTo(database.version().sequence());
            assertThat(all(view.scan(HashRange.ALL, null)))
                    .containsExactlyElementsOf(expected.values());
        }
    }

    private static IndexDefinition.State stateOf(Database database, String index) {
        var definition = requireNonNull(database.version().table("music")).definition();
        return requireNonNull(definition.index(index)).state();
    }

    private static Command change(IndexChange change) {
        return change("music", change);
    }

    private static Command change(String table, IndexChange change) {
        return new Command.UpdateTable(
                table,
                new TableChange(
                        null, null, null, null, List.of(change), List.of(Fixtures.ID, VALUE)));
    }

    private static NewIndex later() {
        return new NewIndex(
                "later",
                new IndexKeySchema(List.of(VALUE), List.of(Fixtures.ID)),
                IndexProjection.ALL,
                Throughput.NONE);
    }

    private static List<byte[]> all(ItemCursor cursor) {
        var found = new ArrayList<byte[]>();
        for (byte[] item = cursor.next(); item != null; item = cursor.next()) {
            found.add(item);
        }
        return found;
    }

    private static NewTable indexed() {
        var plain = Fixtures.newTable("music", Fixtures.SIMPLE);
        var byValue = new IndexKeySchema(List.of(VALUE), List.of());
        var byValueAndId = new IndexKeySchema(List.of(VALUE), List.of(Fixtures.ID));
        return new NewTable(
                plain.name(),
                plain.keySchema(),
                List.of(Fixtures.ID, VALUE),
                plain.settings(),
                List.of(
                        new NewIndex("all", byValue, IndexProjection.ALL, Throughput.NONE),
                        new NewIndex(
                                "keys", byValueAndId, IndexProjection.KEYS_ONLY, Throughput.NONE)),
                new TreeMap<>());
    }
}
