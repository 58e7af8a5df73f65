package dev.penstock.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.feed.ChangePage;
import dev.penstock.feed.ChangeReader;
import dev.penstock.feed.LoggedChange;
import dev.penstock.log.Change;
import dev.penstock.log.LogPosition;
import dev.penstock.log.ReadableLog;
import dev.penstock.partition.system.SystemTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random writes, and readers whose every change is compared with the whole log. */
final class ChangeReaderModel {
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final int READERS_MAX = 6;

    private final RandomGenerator random;
    private final Supplier<Opened> open;
    private final List<Reading> readers = new ArrayList<>();
    private boolean isReady;
    private Opened opened;

    record Opened(TurnedEngine engine, ReadableLog log) {}

    /** One reader, and what it must have seen in the end: everything from a place on. */
    private static final class Reading {
        private final int tableId;
        private final LogPosition from;
        private final List<String> seen = new ArrayList<>();
        private ChangeReader reader;

        Reading(int tableId, LogPosition from, ChangeReader reader) {
            this.tableId = tableId;
            this.from = from;
            this.reader = reader;
        }

        void read(long bytesMax) {
            switch (reader.read(bytesMax)) {
                case ChangePage.Changes page -> page.changes().forEach(c -> seen.add(text(c)));
                case ChangePage.Trimmed gone -> throw new AssertionError(gone);
            }
        }
    }

    /**
     * @param open opens what there is anew
     */
    ChangeReaderModel(RandomGenerator random, Supplier<Opened> open) {
        this.random = random;
        this.open = open;
        opened = open.get();
    }

    void run(int steps) {
        for (String name : NAMES) {
            submit(new Command.CreateTable(Fixtures.newTable(name, Fixtures.SIMPLE)));
        }
        isReady = true;
        for (int i = 0; i < steps; i++) {
            step();
        }
        while (!readers.isEmpty()) {
            end(readers.getFirst());
        }
    }

    private void step() {
        switch (random.nextInt(40)) {
            case 0 -> restart();
            case 1 ->
                    submit(
                            new Command.CreateTable(
                                    Fixtures.newTable("t" + random.nextLong(), Fixtures.SIMPLE)));
            case 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 -> someReader();
            default -> {
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    write();
                }
                opened.engine.turn();
            }
        }
    }

    /** One begins, or reads on, or ends. */
    void someReader() {
        if (!isReady) {
            return;
        }
        if (readers.size() < READERS_MAX && random.nextInt(4) == 0) {
            begin();
        } else if (!readers.isEmpty()) {
            Reading reading = readers.get(random.nextInt(readers.size()));
            switch (random.nextInt(12)) {
                case 0 -> end(reading);
                case 1 -> {
                    // Somebody else goes on where it stands.
                    LogPosition next = reading.reader.next();
                    reading.reader.close();
                    reading.reader = reader(reading.tableId, next);
                }
                default -> reading.read(random.nextInt(600));
            }
        }
    }

    private void begin() {
        int tableId =
                random.nextInt(5) == 0
                        ? SystemTable.TABLES.id()
                        : table(NAMES.get(random.nextInt(NAMES.size()))).definition().id();
        long last = opened.engine.feed().end().sequence();
        var from =
                random.nextBoolean()
                        ? new LogPosition(last + 1, 0)
                        : new LogPosition(random.nextLong(last + 2), random.nextInt(3));
        readers.add(new Reading(tableId, from, reader(tableId, from)));
    }

    private ChangeReader reader(int tableId, LogPosition from) {
        return new ChangeReader(opened.engine.feed(), opened.log, tableId, from);
    }

    private void end(Reading reading) {
        while (reading.reader.mayHaveMore()) {
            reading.read(random.nextInt(600));
        }
        long last = opened.engine.feed().end().sequence();
        assertThat(reading.seen).isEqualTo(truth(reading.tableId, reading.from, last));
        reading.reader.close();
        readers.remove(reading);
    }

    private void restart() {
        opened = open.get();
        for (Reading reading : readers) {
            reading.reader = reader(reading.tableId, reading.reader.next());
        }
    }

    private void write() {
        Table table = table(NAMES.get(random.nextInt(NAMES.size())));
        String id = "id" + random.nextInt(9);
        var command =
                random.nextInt(4) == 0
                        ? Fixtures.delete(table, Fixtures.key(id))
                        : Fixtures.put(
                                table, Fixtures.item(id, "v" + "x".repeat(random.nextInt(90))));
        var _ = opened.engine.submit(command);
    }

    private void submit(Command command) {
        var _ = opened.engine.submit(command);
        opened.engine.turn();
    }

    private Table table(String name) {
        return requireNonNull(opened.engine.version().table(name));
    }

    /** What the whole log says of a table. */
    private List<String> truth(int tableId, LogPosition from, long last) {
        var all = new ArrayList<String>();
        opened.log.read(
                1,
                batch -> {
                    long sequence = batch.firstSequence();
                    for (List<Change> commit : batch.body().commits()) {
                        for (int i = 0; i < commit.size(); i++) {
                            Change change = commit.get(i);
                            var position = new LogPosition(sequence, i);
                            if (change.tableId() == tableId
                                    && sequence <= last
                                    && position.compareTo(from) >= 0) {
                                all.add(text(batch.commitMicros(), position, change));
                            }
                        }
                        sequence++;
                    }
                    return true;
                });
        return all;
    }

    private static String text(LoggedChange change) {
        return text(change.commitMicros(), change.position(), change.change());
    }

    private static String text(long micros, LogPosition position, Change change) {
        byte[] image =
                switch (change) {
                    case Change.Put put -> put.item();
                    case Change.Remove remove -> remove.key();
                };
        return position.sequence()
                + "."
                + position.ordinal()
                + " at "
                + micros
                + " flags "
                + change.flags()
                + " image "
                + Arrays.hashCode(image);
    }
}
