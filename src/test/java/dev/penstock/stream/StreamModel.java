package dev.penstock.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.expression.ExpressionContext;
import dev.penstock.expression.Expressions;
import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.Table;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.LatestStream;
import dev.penstock.table.NewTable;
import dev.penstock.table.StreamDefinition;
import dev.penstock.table.StreamSpecification;
import dev.penstock.table.StreamViewType;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import dev.penstock.tree.PartitionedTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random writes to tables with streams, beside a plain list of what each stream must show. Readers
 * that began at any time, with pages of any length and through restarts, must see exactly that.
 */
final class StreamModel {
    private static final KeySchema SCHEMA = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    private static final List<String> NAMES = List.of("Music", "Orders", "Quiet");
    private static final List<StreamViewType> VIEWS = List.of(StreamViewType.values());
    private static final int IDS = 9;

    private final RandomGenerator random;
    private final Function<@Nullable Opened, Opened> restart;
    private final Map<String, Map<String, byte[]>> tables = new TreeMap<>();

    /** What each stream must show, by {@code table/label}. */
    private final Map<String, List<Event>> events = new HashMap<>();

    private final List<Reader> readers = new ArrayList<>();
    private Opened opened;

    /** A database and its streams. */
    record Opened(Database database, Streams streams) {}

    /** What a record must say. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by its text.
    record Event(String id, byte @Nullable [] before, byte @Nullable [] after) {
        StreamRecord.Event kind() {
            return after == null
                    ? StreamRecord.Event.REMOVE
                    : before == null ? StreamRecord.Event.INSERT : StreamRecord.Event.MODIFY;
        }

        String text(StreamViewType view) {
            return id
                    + " "
                    + kind()
                    + (view.showsNew() ? " new " + Arrays.toString(after) : "")
                    + (view.showsOld() ? " old " + Arrays.toString(before) : "");
        }
    }

    /** One partition of one stream, read page by page, through its shards. */
    private static final class Reader {
        private final String stream;
        private final int partition;
        private final int firstEvent;
        private final List<String> seen = new ArrayList<>();
        private @Nullable String iterator;

        /** The shard that is being read; null at the end of the last one. */
        private @Nullable String shardId;

        Reader(String stream, int partition, int firstEvent) {
            this.stream = stream;
            this.partition = partition;
            this.firstEvent = firstEvent;
        }
    }

    /**
     * @param restart closes what is given, if anything, and opens it anew
     */
    StreamModel(RandomGenerator random, Function<@Nullable Opened, Opened> restart) {
        this.random = random;
        this.restart = restart;
        opened = restart.apply(null);
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        finish();
        opened = restart.apply(opened);
        readers.clear();
        for (String stream : events.keySet()) {
            for (int p = 0; p < opened.database.partitions(); p++) {
                beginAtTheStart(stream, p);
            }
        }
        finish();
    }

    Opened opened() {
        return opened;
    }

    private void step() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (!tables.containsKey(name)) {
            create(name);
            return;
        }
        switch (random.nextInt(60)) {
            case 0 -> delete(name);
            case 1, 2 -> changeStream(name);
            case 3 -> opened = restart.apply(opened);
            case 4, 5 -> beginReader();
            case 6, 7, 8, 9, 10, 11, 12, 13 -> readOnePage();
            default -> write(name);
        }
    }

    private void create(String name) {
        var settings =
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST, Throughput.NONE, TableClass.STANDARD, false);
        LatestStream wanted = random.nextBoolean() ? LatestStream.wanted(viewType()) : null;
        run(
                new Command.CreateTable(
                        new NewTable(
                                name,
                                SCHEMA,
                                List.of(SCHEMA.partitionKey()),
                                settings.with(wanted),
                                new TreeMap<>())));
        tables.put(name, new HashMap<>());
        noteStream(name);
    }

    private void delete(String name) {
        run(new Command.DeleteTable(name));
        tables.remove(name);
    }

    private void changeStream(String name) {
        boolean isEnabled = table(name).definition().settings().hasStream();
        var wanted = new StreamSpecification(isEnabled ? null : viewType());
        run(new Command.UpdateTable(name, TableChange.of(wanted)));
        noteStream(name);
    }

    private StreamViewType viewType() {
        return VIEWS.get(random.nextInt(VIEWS.size()));
    }

    private void noteStream(String name) {
        String stream = streamOf(name);
        if (stream != null) {
            events.putIfAbsent(stream, new ArrayList<>());
        }
    }

    private @Nullable String streamOf(String name) {
        var settings = table(name).definition().settings();
        var stream = settings.stream();
        return stream == null || !stream.enabled() ? null : name + "/" + stream.label();
    }

    private void write(String name) {
        Table table = table(name);
        String id = "id" + random.nextInt(IDS);
        byte[] key = item(id, null);
        var itemKey = ItemKey.of(key, false);
        var model = requireNonNull(tables.get(name));
        byte[] before = model.get(id);
        byte[] after = item(id, "value".repeat(random.nextInt(8)) + random.nextInt(3));
        Command.Guard none = Command.Guard.NONE;
        switch (random.nextInt(4)) {
            case 0 -> {
                run(new Command.Delete(table, itemKey, key, none));
                after = null;
            }
            case 1 -> {
                var set = new ValueWriter();
                set.string("set" + random.nextInt(3));
                var context =
                        ExpressionContext.of(Map.of("#v", "value"), Map.of(":v", set.toValue()));
                var update = Expressions.parseUpdate("SET #v = :v", context);
                var outcome = run(new Command.Update(table, itemKey, key, update, none));
                after = ((Outcome.Written) outcome).after();
                after = after == null ? before : after;
            }
            default -> run(new Command.Put(table, ItemKey.of(after, false), after, none));
        }
        if (after == null) {
            model.remove(id);
        } else {
            model.put(id, after);
        }
        String stream = streamOf(name);
        if (stream != null && !Arrays.equals(before, after)) {
            requireNonNull(events.get(stream)).add(new Event(id, before, after));
        }
    }

    private static byte[] item(String id, @Nullable String value) {
        var writer = new ValueWriter();
        writer.beginItem(SCHEMA);
        writer.name("id");
        writer.string(id);
        if (value != null) {
            writer.name("value");
            writer.string(value);
        }
        return writer.endItem();
    }

    private Table table(String name) {
        return requireNonNull(opened.database.version().table(name));
    }

    private Outcome run(Command command) {
        var outcome = opened.database.submit(command, 1).toCompletableFuture().join();
        assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
        return outcome;
    }

    private void beginReader() {
        if (events.isEmpty()) {
            return;
        }
        var all = List.copyOf(new TreeMap<>(events).keySet());
        String stream = all.get(random.nextInt(all.size()));
        int partition = random.nextInt(opened.database.partitions());
        if (random.nextBoolean()) {
            beginAtTheStart(stream, partition);
        } else {
            beginAtTheEnd(stream, partition);
        }
    }

    private void beginAtTheStart(String stream, int partition) {
        var reader = new Reader(stream, partition, 0);
        var first = shardsOf(stream, partition).getFirst();
        reader.shardId = first.id();
        reader.iterator = opened.streams.text(opened.streams.oldest(first));
        readers.add(reader);
    }

    private void beginAtTheEnd(String stream, int partition) {
        var reader = new Reader(stream, partition, expected(stream, partition).size());
        var last = shardsOf(stream, partition).getLast();
        reader.shardId = last.id();
        reader.iterator = opened.streams.text(opened.streams.latest(last));
        readers.add(reader);
    }

    private List<Shard> shardsOf(String stream, int partition) {
        return opened.streams.shards(definition(stream)).page(null, Integer.MAX_VALUE).stream()
                .filter(shard -> shard.partition() == partition)
                .toList();
    }

    private StreamDefinition definition(String stream) {
        int at = stream.indexOf('/');
        return requireNonNull(
                opened.streams.find(stream.substring(0, at), stream.substring(at + 1)));
    }

    private List<String> expected(String stream, int partition) {
        var view = definition(stream).viewType();
        return requireNonNull(events.get(stream)).stream()
                .filter(event -> partition(event.id) == partition)
                .map(event -> event.text(view))
                .toList();
    }

    private int partition(String id) {
        long hash = ItemKey.of(item(id, null), false).hash();
        return PartitionedTree.partition(hash, opened.database.partitions());
    }

    private void readOnePage() {
        if (!readers.isEmpty()) {
            var reader = readers.get(random.nextInt(readers.size()));
            if (reader.iterator != null) {
                read(reader, random.nextInt(1, 8));
            } else {
                goOn(reader);
            }
            compare(reader);
        }
    }

    /** Returns whether there may be more. */
    private boolean read(Reader reader, int limit) {
        var stream = definition(reader.stream);
        var iterator =
                requireNonNull(opened.streams.ofText(stream, requireNonNull(reader.iterator)));
        var shard = iterator.shard();
        var page = opened.streams.readRecent(shard, iterator.position(), limit);
        if (page == null) {
            page = opened.streams.readPast(shard, iterator.position(), limit);
        }
        for (StreamRecord record : page.records()) {
            reader.seen.add(text(record, stream));
        }
        var next = page.next();
        reader.iterator =
                next == null ? null : opened.streams.text(opened.streams.iterator(shard, next));
        return !page.records().isEmpty() || next == null;
    }

    private static String text(StreamRecord record, StreamDefinition stream) {
        byte[] keys = record.keys(stream);
        for (int i = 0; i < IDS; i++) {
            if (Arrays.equals(keys, item("id" + i, null))) {
                var view = stream.viewType();
                return "id"
                        + i
                        + " "
                        + record.event()
                        + (view.showsNew()
                                ? " new " + Arrays.toString(record.newImage(stream))
                                : "")
                        + (view.showsOld()
                                ? " old " + Arrays.toString(record.oldImage(stream))
                                : "");
            }
        }
        throw new AssertionError("a record of no item");
    }

    /** From a closed shard to its child, if there is one; returns whether there was. */
    private boolean goOn(Reader reader) {
        if (reader.shardId == null) {
            return false;
        }
        var stream = definition(reader.stream);
        var parent = requireNonNull(Shard.ofId(stream, reader.shardId));
        assertThat(parent.isClosed(opened.streams.end())).isTrue();
        var children = opened.streams.shards(stream).childrenOf(parent);
        if (children.isEmpty()) {
            return false;
        }
        var child = children.getFirst();
        assertThat(child.parentId()).isEqualTo(parent.id());
        reader.shardId = child.id();
        reader.iterator = opened.streams.text(opened.streams.oldest(child));
        return true;
    }

    private void compare(Reader reader) {
        var expected = expected(reader.stream, reader.partition);
        var from = expected.subList(reader.firstEvent, expected.size());
        assertThat(from.size()).isGreaterThanOrEqualTo(reader.seen.size());
        assertThat(reader.seen).isEqualTo(from.subList(0, reader.seen.size()));
    }

    /** Reads all to the end: nothing may be missing. */
    private void finish() {
        for (Reader reader : readers) {
            boolean more = true;
            while (more) {
                more = reader.iterator != null ? read(reader, random.nextInt(1, 8)) : goOn(reader);
            }
            compare(reader);
            var expected = expected(reader.stream, reader.partition);
            assertThat(reader.seen).isEqualTo(expected.subList(reader.firstEvent, expected.size()));
        }
    }
}
