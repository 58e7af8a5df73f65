package dev.penstock.publish.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.feed.LoggedChange;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import dev.penstock.log.Change;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.Storage;
import dev.penstock.partition.Table;
import dev.penstock.partition.system.Exported;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.NewTable;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import dev.penstock.table.destination.DestinationChange;
import dev.penstock.table.destination.StreamingDestination;
import dev.penstock.table.destination.StreamingDestination.Precision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An export with a real database and log; only what lies outside is a fake. */
class ExportTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    private static final int PADDING = 1_000;

    private final FakeSink sink = new FakeSink();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong micros = new AtomicLong(1_000_000_000_000_000L);
    private MemoryLog log = new MemoryLog(64L << 20);
    private Database database = open();
    private ExportThreads exports = export(1 << 20);

    @AfterEach
    void close() {
        exports.close();
        database.close();
    }

    @Test
    void everythingBehindTheEnablingIsExportedInOrderWithWhatWasBefore() {
        createTable();
        put("a", 1);
        enable();
        put("a", 2);
        put("b", 1);
        put("b", 1);
        delete("a");

        awaitKept("a=2 was a=1", "b=1 was nothing", "a gone was a=2");
        assertThat(sink.kept()).allMatch(record -> record.topic().equals("changes"));
    }

    @Test
    void theFirstOneGoesAloneAndTheOthersTogether() {
        createTable();
        enable();
        sink.hold();
        IntStream.rangeClosed(1, 50).forEach(number -> put("a", number));
        await().until(() -> sink.heldCount() == 1);
        assertThat(status().delivered()).isZero();

        sink.release();
        await().until(() -> sink.kept().size() == 50);
        assertThat(numbers()).isEqualTo(upTo(50));
    }

    @Test
    void noMoreIsOnItsWayThanThereIsRoomFor() {
        exports.close();
        exports = export(5_000);
        createTable();
        enable();
        put("a", 1);
        await().until(() -> sink.kept().size() == 1);
        sink.hold();
        IntStream.rangeClosed(2, 100).forEach(number -> put("a", number));
        await().until(() -> sink.heldCount() >= 2);
        assertThat(sink.heldCount()).isBetween(2, 4);
        sink.release();
        await().until(() -> sink.kept().size() == 100);
        assertThat(numbers()).isEqualTo(upTo(100));
        assertThat(sink.mostHeld()).isLessThanOrEqualTo(4);
    }

    @Test
    void behindARefusalEverythingIsSentAgainFromThere() {
        createTable();
        enable();
        put("a", 1);
        await().until(() -> sink.kept().size() == 1);
        sink.hold();
        IntStream.rangeClosed(2, 6).forEach(number -> put("a", number));
        await().until(() -> sink.heldCount() == 5);
        sink.releaseAllBut(2);

        await().until(() -> status().refusals() == 1);
        assertThat(status().problem()).isEqualTo("IllegalStateException: refused");
        pass(2);
        await().until(() -> sink.kept().size() == 8);
        assertThat(numbers()).isEqualTo(List.of(1, 2, 3, 5, 6, 4, 5, 6));
        await().until(() -> status().problem() == null);
    }

    @Test
    void aSinkThatRefusesAgainAndAgainIsReplaced() {
        createTable();
        enable();
        sink.refuse(5);
        put("a", 1);
        await().until(
                        () -> {
                            pass(40);
                            return sink.kept().size() == 1;
                        });
        assertThat(sink.opened()).isEqualTo(2);
        assertThat(status().refusals()).isEqualTo(5);
    }

    @Test
    void behindARestartItGoesOnFromWhatWasSaved() {
        createTable();
        enable();
        put("a", 1);
        put("a", 2);
        await().until(() -> sink.kept().size() == 2);
        restart();
        put("a", 3);
        await().until(() -> sink.kept().size() >= 3);
        assertThat(numbers()).isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void aPlaceIsSavedBehindDeliveriesOnceASecond() {
        createTable();
        enable();
        await().until(() -> exported().progress() != null);
        var begun = exported().progress();
        put("a", 1);
        await().until(() -> sink.kept().size() == 1);
        assertThat(exported().progress()).isEqualTo(begun);
        pass(2);
        await().until(() -> !Objects.equals(exported().progress(), begun));
        long saved = Objects.requireNonNull(exported().progress()).next().sequence();
        long end = database.log().end().sequence();
        assertThat(saved).isEqualTo(end);
        pass(20);
        assertThat(database.log().end().sequence()).isEqualTo(end);
    }

    @Test
    void whatIsNotDeliveredIsNotSaved() {
        createTable();
        enable();
        await().until(() -> exported().progress() != null);
        put("a", 1);
        await().until(() -> sink.kept().size() == 1);
        sink.hold();
        put("a", 2);
        put("a", 3);
        await().until(() -> sink.heldCount() == 2);
        var before = exported().progress();
        pass(10);
        await().until(() -> !Objects.equals(exported().progress(), before));
        restart();
        sink.release();
        await().until(() -> sink.kept().size() >= 3);
        assertThat(numbers()).isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void whatIsGoneFromTheLogIsAGap() {
        loseChanges();

        assertThat(status().gaps()).isOne();
        assertThat(status().lastGap()).isNotNull();
        assertThat(numbers()).hasSizeLessThan(30).isSorted();
    }

    @Test
    void aGapIsToldBehindARestartToo() {
        loseChanges();
        var gap = status().lastGap();
        await().until(
                        () -> {
                            pass(2);
                            var progress = exported().progress();
                            return progress != null && progress.lastGap() != null;
                        });
        // The log has lost its beginning, and there are no snapshots here: the database stays.
        exports.close();
        exports = export(1 << 20);
        await().until(() -> exports.status(exported()) != null);

        assertThat(status().gaps()).isZero();
        assertThat(status().lastGap()).isNotNull().isEqualTo(gap);
    }

    @Test
    void anEnablingAnewForgetsTheGap() {
        loseChanges();
        change(new DestinationChange.Disable());
        await().until(() -> exports.totals().running() == 0);
        enable();
        put("a", 101);
        await().until(() -> last() == 101);

        assertThat(status().lastGap()).isNull();
    }

    /** The broker is away for longer than the log holds. */
    private void loseChanges() {
        close();
        log = new MemoryLog(20 * PADDING);
        database = open();
        exports = export(1 << 20);
        createTable();
        enable();
        sink.hold();
        put("a", 1);
        await().until(() -> sink.heldCount() == 1);
        await().until(() -> exported().progress() != null);
        exports.close();
        IntStream.rangeClosed(2, 100).forEach(number -> put("a", number));
        sink.release();
        exports = export(1 << 20);

        await().until(() -> status().gaps() == 1);
        await().until(() -> !sink.kept().isEmpty() && last() == 100);
    }

    @Test
    void whatWasCommittedBeforeTheDisablingIsStillDelivered() {
        createTable();
        enable();
        sink.hold();
        put("a", 1);
        put("a", 2);
        await().until(() -> sink.heldCount() == 1);
        change(new DestinationChange.Disable());
        put("a", 3);
        assertThat(exported().isDraining(micros.get())).isTrue();
        sink.release();

        await().until(() -> !exported().isDraining(micros.get()));
        assertThat(numbers()).isEqualTo(List.of(1, 2));
        await().until(() -> exports.totals().running() == 0);
        assertThat(exports.totals().delivered()).isEqualTo(2);
    }

    @Test
    void whatATableLeavesBehindIsDelivered() {
        createTable();
        enable();
        sink.hold();
        put("a", 1);
        put("a", 2);
        await().until(() -> sink.heldCount() == 1);
        run(new Command.DeleteTable("Music"));
        sink.release();

        await().until(() -> sink.kept().size() == 2);
        await().until(() -> exports.totals().running() == 0);
    }

    private void awaitKept(String... texts) {
        await().until(() -> sink.kept().size() >= texts.length);
        assertThat(sink.kept())
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly(texts);
    }

    private List<Integer> numbers() {
        return sink.kept().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .map(text -> Integer.parseInt(text.substring(2, text.indexOf(' '))))
                .toList();
    }

    private int last() {
        return numbers().getLast();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private void pass(int seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }

    private void restart() {
        exports.close();
        database.close();
        database = open();
        exports = export(1 << 20);
    }

    private Database open() {
        Supplier<UUID> uuids = () -> new UUID(0, 1);
        return Database.open(
                DatabaseSettings.defaults(),
                new Storage(log, DiskSpace.UNLIMITED),
                new Environment(
                        micros::incrementAndGet,
                        uuids,
                        Thread::new,
                        problem -> {
                            throw new AssertionError(problem);
                        }));
    }

    private ExportThreads export(long bufferBytes) {
        var ports =
                new ExportPorts(database, sink, () -> ExportTest::text, bufferBytes, nanos::get);
        return new ExportThreads(ports, Thread::new);
    }

    /** A record that says what became of which item. */
    private static OutgoingRecord text(
            TableDefinition table, Precision precision, String topic, LoggedChange change) {
        byte[] before = change.change().before();
        String was = before == null ? "nothing" : words(before);
        String value =
                switch (change.change()) {
                    case Change.Put put -> words(put.item());
                    case Change.Remove remove -> id(remove.key()) + " gone";
                };
        byte[] bytes = (value + " was " + was).getBytes(StandardCharsets.UTF_8);
        return new OutgoingRecord(topic, new byte[0], bytes, List.of());
    }

    private static String words(byte[] item) {
        return id(item) + "=" + text(item, "number");
    }

    private static String id(byte[] item) {
        return text(item, "id");
    }

    private static String text(byte[] item, String name) {
        int at = ItemBytes.find(item, name.getBytes(StandardCharsets.UTF_8));
        int from = ValueBytes.payloadOffset(item, at);
        int length = ValueBytes.payloadLength(item, at);
        return new String(item, from, length, StandardCharsets.UTF_8);
    }

    private ExportStatus status() {
        var status = exports.status(exported());
        return status == null ? ExportStatus.BEGINNING : status;
    }

    private Exported exported() {
        return database.version().exports(table()).getLast();
    }

    private Table table() {
        return Objects.requireNonNull(database.version().table("Music"));
    }

    private void createTable() {
        var settings =
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST, Throughput.NONE, TableClass.STANDARD, false);
        run(
                new Command.CreateTable(
                        new NewTable(
                                "Music",
                                KEYS,
                                List.of(KEYS.partitionKey()),
                                settings,
                                new TreeMap<>())));
    }

    private void enable() {
        change(new DestinationChange.Enable(StreamingDestination.Precision.MILLISECOND, true));
    }

    private void change(DestinationChange change) {
        run(new Command.ChangeDestination("Music", ARN, change));
        exports.look();
    }

    private void put(String id, int number) {
        byte[] item = item(id, Integer.toString(number));
        run(new Command.Put(table(), ItemKey.of(item, false), item, Command.Guard.NONE));
    }

    private void delete(String id) {
        byte[] key = item(id, null);
        run(new Command.Delete(table(), ItemKey.of(key, false), key, Command.Guard.NONE));
    }

    private static byte[] item(String id, @Nullable String number) {
        var writer = new ValueWriter();
        writer.beginItem(KEYS);
        writer.name("id");
        writer.string(id);
        if (number != null) {
            writer.name("number");
            writer.string(number);
            writer.name("padding");
            writer.string("x".repeat(PADDING));
        }
        return writer.endItem();
    }

    private void run(Command command) {
        Outcome outcome = database.submit(command, 100).toCompletableFuture().join();
        assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
    }
}
