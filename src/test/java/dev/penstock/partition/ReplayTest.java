package dev.penstock.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Change;
import dev.penstock.tree.HashRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Recovery must come to the state that was served, whatever the log holds. */
class ReplayTest {
    private static final int COMMANDS = 4_000;
    private static final int IDS = 60;
    private static final int TIMES = 3;

    /** Large enough for a replay to apply several times what it gathered. */
    private static final String VALUE = "x".repeat(2_000);

    private final Core live = new Core();
    private final List<Change> log = new ArrayList<>();

    @Test
    void replayedIsWhatWasServed() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("ReplayTest -Dtest.seed=" + seed);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < COMMANDS; i++) {
            run(command(random));
        }

        try (var workers = Executors.newFixedThreadPool(2)) {
            assertThat(contents(replayed(workers))).isEqualTo(contents(live.draft.published()));
        }
    }

    @Test
    void theLastOfManyChangesOfOneKeyStays() {
        var table = created("simple");
        for (int i = 0; i < 500; i++) {
            run(Fixtures.put(table, Fixtures.item("same", VALUE + i)));
        }

        var replayed = replayed(Runnable::run);

        assertThat(contents(replayed)).isEqualTo(contents(live.draft.published()));
        assertThat(replayed.itemCount()).isEqualTo(1);
    }

    @Test
    void whatFailsOnAWorkerFailsTheReplay() {
        var table = created("simple");
        Executor broken =
                _ -> {
                    throw new IllegalStateException("no worker");
                };
        var replay = new Replay(live.draft, broken, 1);
        Change change =
                live.decide(Fixtures.put(table, Fixtures.item("a", "1"))).changes().getFirst();
        replay.add(change);

        assertThatThrownBy(replay::finish).hasMessage("no worker");
    }

    private Version replayed(Executor executor) {
        var draft = new Draft(Fixtures.SMALL_NODES);
        var replay = new Replay(draft, executor, 1);
        log.forEach(replay::add);
        replay.finish();
        return draft.publish(log.size());
    }

    /** Mostly writes of items; now and then a table comes, or goes with all that it holds. */
    private Command command(SplittableRandom random) {
        String name = random.nextBoolean() ? "simple" : "composite";
        var table = live.draft.published().table(name);
        if (table == null) {
            return create(name);
        }
        if (random.nextInt(500) == 0) {
            return new Command.DeleteTable(name);
        }
        boolean isSimple = name.equals("simple");
        String id = "id-" + random.nextInt(IDS);
        int at = random.nextInt(TIMES);
        if (random.nextInt(4) == 0) {
            return Fixtures.delete(table, isSimple ? Fixtures.key(id) : Fixtures.key(id, at));
        }
        String value = VALUE.substring(random.nextInt(VALUE.length())) + random.nextInt();
        return Fixtures.put(
                table, isSimple ? Fixtures.item(id, value) : Fixtures.item(id, at, value));
    }

    private static Command create(String name) {
        var keys = name.equals("simple") ? Fixtures.SIMPLE : Fixtures.COMPOSITE;
        return new Command.CreateTable(Fixtures.newTable(name, keys));
    }

    private Table created(String name) {
        run(create(name));
        return live.table(name);
    }

    private void run(Command command) {
        List<Change> changes = live.decide(command).changes();
        changes.forEach(live.draft::apply);
        log.addAll(changes);
        live.draft.publish(log.size());
    }

    /** All that a version holds, in the order of its trees. */
    private static List<String> contents(Version version) {
        var contents = new ArrayList<String>();
        for (Table table : version.allTables()) {
            contents.add(table.definition() + ", " + table.itemCount() + ", " + table.sizeBytes());
            var items = table.scan(HashRange.ALL, null);
            for (byte[] item = items.next(); item != null; item = items.next()) {
                contents.add(Arrays.hashCode(item) + " of " + item.length);
            }
        }
        return contents;
    }
}
