package dev.penstock.partition;

import dev.penstock.tree.ItemCursor;
import dev.penstock.tree.HashRange;
import static java.util.Objects.requireNonNull;

import dev.penstock.log.memory.MemoryLog;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The engine's own publication: all items of a table change together, twice. A reader finds one
 * change in all of them, and a version that it holds stays as it was.
 */
@JCStressTest
@Outcome(
        id = {"0, 0", "0, 1", "0, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "a whole version, and the held one untouched")
@State
public class EngineStress {
    private static final List<String> IDS = List.of("a", "b", "c", "d", "e", "f");
    private static final int TORN = -1;

    /** Six commands are one batch. */
    private static final DatabaseSettings SETTINGS =
            new DatabaseSettings(
                    1,
                    new DatabaseSettings.Tree(4, 4),
                    new DatabaseSettings.Inbox(100, 1 << 20),
                    new DatabaseSettings.Batching(IDS.size(), 1 << 20),
                    Watermarks.NONE);

    private final Engine engine =
            new Engine(
                    SETTINGS,
                    new Storage(new MemoryLog(Long.MAX_VALUE), DiskSpace.UNLIMITED),
                    () -> 1,
                    Fixtures.uuids(),
                    Runnable::run);
    private final Version held;

    public EngineStress() {
        engine.submit(new Command.CreateTable(Fixtures.newTable("t", Fixtures.SIMPLE)), 1);
        engine.turn();
        submitAll("0");
        engine.turn();
        held = engine.version();
        submitAll("1");
        submitAll("2");
    }

    private void submitAll(String value) {
        Table table = requireNonNull(engine.version().table("t"));
        for (String id : IDS) {
            engine.submit(Fixtures.put(table, Fixtures.item(id, value)), 1);
        }
    }

    @Actor
    public void writer() {
        engine.turn();
        engine.turn();
    }

    @Actor
    public void reader(II_Result result) {
        result.r2 = change(engine.version());
        result.r1 = change(held);
    }

    /** The change that all items show: the last byte of each, its value. */
    private static int change(Version version) {
        Table table = requireNonNull(version.table("t"));
        ItemCursor items = table.scan(HashRange.ALL, null);
        int count = 0;
        int change = TORN;
        for (byte[] item = items.next(); item != null; item = items.next()) {
            int found = item[item.length - 1] - '0';
            change = count == 0 || found == change ? found : TORN;
            if (change == TORN) {
                return TORN;
            }
            count++;
        }
        return count == table.itemCount() && count == IDS.size() ? change : TORN;
    }
}
