package dev.penstock.partition;

import static java.util.Objects.requireNonNull;

import dev.penstock.log.Change;
import dev.penstock.table.NewTable;
import java.util.function.LongSupplier;

/** The pure core without queue, log and threads: every command is a commit of its own. */
final class Core {
    final Room room;
    final Draft draft;
    private final Decider decider;
    private long sequence;

    /** Advances by hand. */
    long micros = 1_000;

    Core() {
        this(Fixtures.SMALL_NODES);
    }

    Core(DatabaseSettings settings) {
        this(settings, () -> 0);
    }

    Core(DatabaseSettings settings, LongSupplier pinnedBytes) {
        room = new Room(settings.watermarks(), () -> 0, pinnedBytes, Room.IndexLag.NONE);
        draft = new Draft(settings);
        decider = new Decider(draft, room, Fixtures.uuids(), () -> micros);
    }

    Decision decide(Command command) {
        return decider.decide(command, micros);
    }

    Outcome run(Command command) {
        Decision decision = decide(command);
        for (Change change : decision.changes()) {
            draft.apply(change);
        }
        if (!decision.changes().isEmpty()) {
            draft.publish(++sequence);
        }
        return decision.outcome();
    }

    Table create(NewTable table) {
        run(new Command.CreateTable(table));
        return table(table.name());
    }

    Table table(String name) {
        return requireNonNull(draft.published().table(name));
    }
}
