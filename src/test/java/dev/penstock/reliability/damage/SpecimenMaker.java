package dev.penstock.reliability.damage;

import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.Table;
import dev.penstock.server.OpenedNode;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.NewTable;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * Makes data directories with the real engine: several epochs and segments, two snapshots, batches
 * behind the newest one, tables that come and go. Belongs to one thread.
 */
final class SpecimenMaker {
    /** What the node is opened with: small files, and no snapshot but those that bytes make due. */
    static final List<String> OPTIONS =
            List.of("--segment-bytes=1MiB", "--snapshot-segments=1", "--snapshot-interval=24h");

    private static final KeyAttribute ID = new KeyAttribute("id", KeyType.S);
    private static final KeyAttribute AT = new KeyAttribute("at", KeyType.N);
    private static final KeySchema SIMPLE = new KeySchema(ID, null);
    private static final KeySchema COMPOSITE = new KeySchema(ID, AT);

    private static final int IDS = 40;
    private static final int LARGE_IDS = 4;
    private static final int BURST_MAX = 8;
    private static final int SMALL_BYTES_MAX = 600;
    private static final int LARGE_BYTES_MAX = 160_000;
    private static final int GROUPS_MAX = 2_000;

    private final Path directory;
    private final SplittableRandom random;
    private final History history = new History();
    private final List<DataImage> older = new ArrayList<>();

    SpecimenMaker(Path directory, long seed) {
        this.directory = directory;
        this.random = new SplittableRandom(seed);
    }

    /** A directory that was closed, one whose process was killed, one that lost its power. */
    List<Specimen> make() {
        try (var node = open()) {
            var engine = node.database();
            createTable(engine, "small", SIMPLE);
            createTable(engine, "sorted", COMPOSITE);
            keep();
            createTable(engine, "passing", SIMPLE);
            createTable(engine, "large", SIMPLE);
            writeUntilSnapshot(engine);
            keep();
            put(engine, "passing", List.of(item("last", 100)));
            writeUntilSnapshot(engine);
        }
        keep();
        try (var node = open()) {
            var engine = node.database();
            dropTable(engine, "passing");
            write(engine, 20);
            keep();
            writeLarge(engine);
            write(engine, 10);
            putLast(engine);
            putLast(engine);
        }
        var specimens = new ArrayList<Specimen>();
        specimens.add(specimen("closed", DataImage.of(directory), false));
        keep();
        try (var node = open()) {
            var engine = node.database();
            putLast(engine);
            var markThen = DataImage.of(directory).file(Specimen.MARK);
            write(engine, 15);
            putLast(engine);
            putLast(engine);
            var killed = DataImage.of(directory);
            specimens.add(specimen("killed", killed, false));
            // What the system had not written by itself is gone; what was synced is not.
            specimens.add(specimen("lost power", killed.with(Specimen.MARK, markThen), true));
        }
        return specimens;
    }

    private Specimen specimen(String name, DataImage image, boolean isMarkBehind) {
        return new Specimen(name, image, history.copy(), older, isMarkBehind);
    }

    private OpenedNode open() {
        var opening = OpenedNode.open(directory, OPTIONS);
        if (opening.node() == null) {
            throw new IllegalStateException(String.valueOf(opening.refusal()));
        }
        return opening.node();
    }

    private void keep() {
        older.add(DataImage.of(directory));
    }

    private void writeUntilSnapshot(Database engine) {
        long before = engine.status().snapshots().sequence();
        for (int group = 0; engine.status().snapshots().sequence() == before; group++) {
            if (group > GROUPS_MAX) {
                throw new IllegalStateException("no snapshot: " + engine.status());
            }
            write(engine, 1);
            writeLarge(engine);
        }
    }

    private void writeLarge(Database engine) {
        put(
                engine,
                "large",
                List.of(
                        item(
                                "large " + random.nextInt(LARGE_IDS),
                                random.nextInt(LARGE_BYTES_MAX))));
    }

    /** Groups of writes, each submitted at once, so that batches are of several commits. */
    private void write(Database engine, int groups) {
        for (int group = 0; group < groups; group++) {
            var items = new ArrayList<byte[]>();
            boolean isSorted = random.nextBoolean();
            for (int left = 1 + random.nextInt(BURST_MAX); left > 0; left--) {
                String id = "id " + random.nextInt(IDS);
                int bytes = random.nextInt(SMALL_BYTES_MAX);
                items.add(isSorted ? item(id, random.nextInt(3), bytes) : item(id, bytes));
            }
            if (group % 5 == 4) {
                delete(engine, "id " + random.nextInt(IDS));
            }
            put(engine, isSorted ? "sorted" : "small", items);
        }
    }

    /** One small commit in a batch of its own. */
    private void putLast(Database engine) {
        put(engine, "small", List.of(item("last", 50)));
    }

    private void put(Database engine, String tableName, List<byte[]> items) {
        var table = table(engine, tableName);
        boolean hasSortKey = table.definition().keySchema().hasSortKey();
        long sequence = engine.version().sequence();
        var replies = new ArrayList<CompletionStage<Outcome>>();
        for (byte[] item : items) {
            var key = ItemKey.of(item, hasSortKey);
            var put = new Command.Put(table, key, item, Command.Guard.NONE);
            replies.add(engine.submit(put, item.length));
            sequence++;
            history.put(sequence, tableName, key, item);
        }
        replies.forEach(SpecimenMaker::await);
        requireSequence(engine, sequence);
    }

    private void delete(Database engine, String id) {
        var table = table(engine, "small");
        byte[] keyItem = key(id);
        var key = ItemKey.of(keyItem, false);
        if (table.get(key) != null) {
            long sequence = engine.version().sequence() + 1;
            var delete = new Command.Delete(table, key, keyItem, Command.Guard.NONE);
            await(engine.submit(delete, keyItem.length));
            history.put(sequence, "small", key, null);
            requireSequence(engine, sequence);
        }
    }

    private void createTable(Database engine, String name, KeySchema schema) {
        var attributes = schema.hasSortKey() ? List.of(ID, AT) : List.of(ID);
        var settings =
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST, Throughput.NONE, TableClass.STANDARD, false);
        var table = new NewTable(name, schema, attributes, settings, new TreeMap<>());
        await(engine.submit(new Command.CreateTable(table), 0));
        history.createTable(engine.version().sequence(), name);
    }

    private void dropTable(Database engine, String name) {
        await(engine.submit(new Command.DeleteTable(name), 0));
        history.dropTable(engine.version().sequence(), name);
    }

    private static void requireSequence(Database engine, long sequence) {
        if (engine.version().sequence() != sequence) {
            throw new IllegalStateException(engine.version().sequence() + ", not " + sequence);
        }
    }

    private static Table table(Database engine, String name) {
        return Objects.requireNonNull(engine.version().table(name), name);
    }

    private static void await(CompletionStage<Outcome> reply) {
        var outcome = reply.toCompletableFuture().join();
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException(refused.error());
        }
    }

    private static byte[] key(String id) {
        var writer = new ValueWriter();
        writer.beginItem(SIMPLE);
        writer.name("id");
        writer.string(id);
        return writer.endItem();
    }

    private byte[] item(String id, int valueBytes) {
        var writer = new ValueWriter();
        writer.beginItem(SIMPLE);
        writer.name("id");
        writer.string(id);
        return endItem(writer, valueBytes);
    }

    private byte[] item(String id, int at, int valueBytes) {
        var writer = new ValueWriter();
        writer.beginItem(COMPOSITE);
        writer.name("id");
        writer.string(id);
        writer.name("at");
        writer.number(Integer.toString(at));
        return endItem(writer, valueBytes);
    }

    private byte[] endItem(ValueWriter writer, int valueBytes) {
        var value = new StringBuilder(valueBytes);
        while (value.length() < valueBytes) {
            value.append(Long.toString(random.nextLong(), 36));
        }
        writer.name("value");
        writer.string(value.toString());
        return writer.endItem();
    }
}
