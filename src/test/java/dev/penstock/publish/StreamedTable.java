package dev.penstock.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.penstock.feed.ChangeFlags;
import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.log.Change;
import dev.penstock.log.CommitLog;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Storage;
import dev.penstock.partition.Table;
import dev.penstock.stream.StreamPosition;
import dev.penstock.stream.StreamStart;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.LatestStream;
import dev.penstock.table.NewTable;
import dev.penstock.table.StreamDefinition;
import dev.penstock.table.StreamViewType;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A database with one table that has a stream, two loops and those who subscribe. */
final class StreamedTable implements AutoCloseable {
    private static final KeySchema SCHEMA = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    private static final String NAME = "Music";

    private final CommitLog log;
    private final Database database;
    private final Subscriptions subscriptions;
    private final AtomicLong micros = new AtomicLong(1_700_000_000_000_000L);
    private final List<ExecutorService> executors =
            List.of(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());
    private final List<SubscriberLoop> loops = executors.stream().map(StreamedTable::loop).toList();
    private final AtomicInteger nextLoop = new AtomicInteger();
    private AtomicInteger encodings = new AtomicInteger();

    StreamedTable(CommitLog log, int subscribersMax) {
        this.log = log;
        database =
                Database.open(
                        DatabaseSettings.defaults(),
                        new Storage(log, DiskSpace.UNLIMITED),
                        new Environment(
                                () -> micros.addAndGet(37),
                                () -> new UUID(0, 1),
                                Thread::new,
                                problem -> {
                                    throw new AssertionError(problem);
                                }));
        subscriptions = new Subscriptions(database, subscribersMax, Thread::new);
        var settings =
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST, Throughput.NONE, TableClass.STANDARD, false);
        run(
                new Command.CreateTable(
                        new NewTable(
                                NAME,
                                SCHEMA,
                                List.of(SCHEMA.partitionKey()),
                                settings.with(LatestStream.wanted(StreamViewType.NEW_IMAGE)),
                                new TreeMap<>())));
    }

    private static SubscriberLoop loop(ExecutorService executor) {
        return new SubscriberLoop() {
            @Override
            public void execute(Runnable task) {
                executor.execute(task);
            }

            @Override
            public void inTurn(Runnable task) {
                executor.execute(task);
            }
        };
    }

    void countEncodings(AtomicInteger counter) {
        encodings = counter;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    void write(String id, int bytes) {
        Table table = requireNonNull(database.version().table(NAME));
        var writer = new ValueWriter();
        writer.beginItem(SCHEMA);
        writer.name("id");
        writer.string(id);
        writer.name("value");
        // Never the same twice: such a write is no change.
        writer.string(micros.incrementAndGet() + "x".repeat(bytes));
        byte[] item = writer.endItem();
        run(new Command.Put(table, ItemKey.of(item, false), item, Command.Guard.NONE));
    }

    private void run(Command command) {
        database.submit(command, 1).toCompletableFuture().join();
    }

    StreamDefinition stream() {
        Table table = requireNonNull(database.version().table(NAME));
        LatestStream latest = requireNonNull(table.definition().settings().stream());
        return requireNonNull(database.version().stream(NAME, latest.label()));
    }

    StreamStart now() {
        return StreamStart.now(log, stream());
    }

    StreamStart oldest() {
        return StreamStart.oldest(log, stream());
    }

    StreamStart behind(StreamPosition last) {
        return StreamStart.at(log, stream(), last.next());
    }

    /** One who is told by a hub that nobody runs, before he is told anything. */
    Subscriber subscriber(SubscriberLoop loop, Flow.Subscriber<Delivery> receiver) {
        var form =
                new ChangeForm(
                        "none",
                        () ->
                                (stream, record) -> {
                                    throw new AssertionError("nothing is told");
                                });
        var asked = new SubscribeTo(stream(), form, now(), null, loop);
        var selection = new Selection(asked.stream(), asked.start().notBefore(), null);
        var hub = new ChangeHub(subscriptions, database, asked.stream(), form);
        return new Subscriber(hub, asked, selection, receiver);
    }

    /** Each change is its sequence number, as many spaces as it has bytes, and a line's end. */
    Multi<Delivery> subscribe(StreamStart start) {
        var counter = encodings;
        var form =
                new ChangeForm(
                        "numbers",
                        () ->
                                (stream, record) -> {
                                    counter.incrementAndGet();
                                    String padding = " ".repeat(record.sizeBytes(stream));
                                    return (record.position().toNumber() + padding + "\n")
                                            .getBytes(US_ASCII);
                                });
        var loop = loops.get(nextLoop.getAndIncrement() % loops.size());
        return subscriptions.subscribe(new SubscribeTo(stream(), form, start, null, loop));
    }

    /** What the log says, from a position on. */
    List<String> changesFrom(StreamPosition from) {
        var all = new ArrayList<String>();
        log.read(
                1,
                batch -> {
                    long sequence = batch.firstSequence();
                    for (List<Change> commit : batch.body().commits()) {
                        for (int i = 0; i < commit.size(); i++) {
                            var position = new StreamPosition(batch.commitMicros(), sequence, i);
                            if ((commit.get(i).flags() & ChangeFlags.STREAMED) != 0
                                    && position.compareTo(from) >= 0) {
                                all.add(position.toNumber());
                            }
                        }
                        sequence++;
                    }
                    return true;
                });
        return all;
    }

    /** The number of the last change that there is. */
    String last() {
        return changesFrom(new StreamPosition(0, 0, 0)).getLast();
    }

    /** What was handed to the loops so far is done when this returns. */
    void awaitLoops() throws ExecutionException, InterruptedException {
        for (ExecutorService executor : executors) {
            executor.submit(() -> {}).get();
        }
    }

    @Override
    public void close() {
        subscriptions.close();
        executors.forEach(ExecutorService::close);
        database.close();
    }
}
