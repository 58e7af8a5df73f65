package dev.penstock.reliability.damage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.item.AttributeType;
import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.Version;
import dev.penstock.reliability.Await;
import dev.penstock.server.OpenedNode;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.NewTable;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import dev.penstock.tree.HashRange;
import dev.penstock.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data directory of format 1, made once by the server of that time and never again, is read as it
 * was written: whoever changes a format finds out here. {@code -Dtest.write-golden=true} makes the
 * next one, for a new format number and under a new name.
 */
class DataFormatGoldenTest {
    private static final String NAME = "data-format-1";
    private static final Path RESOURCES =
            Path.of("src/test/resources/dev/penstock/reliability/damage");
    private static final List<String> OPTIONS =
            List.of("--segment-bytes=1MiB", "--snapshot-interval=1s", "--partitions=2");
    private static final KeyAttribute ID = new KeyAttribute("id", KeyType.S);
    private static final KeyAttribute AT = new KeyAttribute("at", KeyType.N);

    @TempDir Path work;

    @Test
    void aDirectoryOfFormatOneIsReadAsItWasWritten() throws IOException {
        if (Boolean.getBoolean("test.write-golden")) {
            write();
        }
        Path directory = work.resolve("read");
        try (var zip = new ZipInputStream(resource(".zip"))) {
            unpack(zip, directory);
        }
        assertThat(OpenedNode.verify(directory).words()).endsWith("all is well\n");
        var opening = OpenedNode.open(directory, OPTIONS);
        try (var node = Objects.requireNonNull(opening.node(), () -> opening.toString());
                var expected = resource(".txt")) {
            assertThat(node.database().recovery().snapshotSequence()).isPositive();
            assertThat(node.database().recovery().commits()).isPositive();
            assertThat(node.database().recovery().snapshotFindings()).isEmpty();
            assertThat(describe(node.database().version()))
                    .isEqualTo(new String(expected.readAllBytes(), UTF_8));
        }
    }

    private static InputStream resource(String suffix) throws IOException {
        return Files.newInputStream(RESOURCES.resolve(NAME + suffix));
    }

    private static void unpack(ZipInputStream zip, Path directory) throws IOException {
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            Path path = directory.resolve(entry.getName());
            Files.createDirectories(entry.isDirectory() ? path : path.resolveSibling(""));
            if (!entry.isDirectory()) {
                Files.copy(zip, path);
            }
        }
    }

    /** Tables, their keys and tags, their items as JSON in Scan's order. */
    private static String describe(Version version) {
        var text = new StringBuilder("commit " + version.sequence() + "\n");
        for (String name : version.tableNames()) {
            var table = Objects.requireNonNull(version.table(name));
            var definition = table.definition();
            text.append(
                    "table %s, %s, tags %s%n"
                            .formatted(name, definition.keySchema(), version.tags(table)));
            var items = table.scan(HashRange.ALL, null);
            for (byte[] item = items.next(); item != null; item = items.next()) {
                text.append(new JsonWriter(256).item(item)).append('\n');
            }
        }
        return text.toString();
    }

    private void write() throws IOException {
        Path directory = work.resolve("written");
        try (var node = open(directory)) {
            var engine = node.database();
            createTable(engine, "simple", new KeySchema(ID, null), Map.of("owner", "ops"));
            createTable(engine, "composite", new KeySchema(ID, AT), Map.of());
            writeUntilSnapshot(engine);
            createTable(engine, "gone", new KeySchema(ID, null), Map.of());
            writeUntilSnapshot(engine);
            engine.submit(new Command.DeleteTable("gone"), 0).toCompletableFuture().join();
            put(engine, "simple", everyType());
        }
        try (var node = open(directory)) {
            put(node.database(), "composite", composite("behind the snapshots", 1));
            // As a process leaves it that is killed now.
            pack(DataImage.of(directory));
            Files.writeString(
                    RESOURCES.resolve(NAME + ".txt"), describe(node.database().version()));
        }
    }

    private static OpenedNode open(Path directory) {
        var opening = OpenedNode.open(directory, OPTIONS);
        return Objects.requireNonNull(opening.node(), () -> opening.toString());
    }

    private static void pack(DataImage image) throws IOException {
        Files.createDirectories(RESOURCES);
        try (var zip =
                new ZipOutputStream(Files.newOutputStream(RESOURCES.resolve(NAME + ".zip")))) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Path parent : image.directories()) {
                if (!parent.toString().isEmpty()) {
                    zip.putNextEntry(new ZipEntry(parent + "/"));
                }
            }
            for (Path name : image.names()) {
                zip.putNextEntry(new ZipEntry(name.toString()));
                var content = image.file(name);
                zip.write(content.prefix((int) content.lengthBytes()));
            }
        }
    }

    private static void writeUntilSnapshot(Database engine) {
        long before = engine.status().snapshots().sequence();
        int[] count = {0};
        Await.until(
                "a snapshot",
                Duration.ofMinutes(1),
                () -> {
                    put(engine, "composite", composite("id " + count[0] % 7, count[0]++));
                    return engine.status().snapshots().sequence() != before;
                });
    }

    private static void createTable(
            Database engine, String name, KeySchema schema, Map<String, String> tags) {
        var attributes = schema.hasSortKey() ? List.of(ID, AT) : List.of(ID);
        var settings =
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST, Throughput.NONE, TableClass.STANDARD, false);
        var table = new NewTable(name, schema, attributes, settings, new TreeMap<>(tags));
        engine.submit(new Command.CreateTable(table), 0).toCompletableFuture().join();
    }

    private static void put(Database engine, String tableName, byte[] item) {
        var table = Objects.requireNonNull(engine.version().table(tableName));
        var key = ItemKey.of(item, table.definition().keySchema().hasSortKey());
        var put = new Command.Put(table, key, item, Command.Guard.NONE);
        engine.submit(put, item.length).toCompletableFuture().join();
    }

    private static byte[] composite(String id, int at) {
        var writer = new ValueWriter();
        writer.beginItem(new KeySchema(ID, AT));
        writer.name("id");
        writer.string(id);
        writer.name("at");
        writer.number(Integer.toString(at));
        writer.name("text");
        writer.string("number " + at);
        return writer.endItem();
    }

    private static byte[] everyType() {
        var writer = new ValueWriter();
        writer.beginItem(new KeySchema(ID, null));
        writer.name("id");
        writer.string("every type");
        writer.name("number");
        writer.number("-12345678901234567890.5e-7");
        writer.name("binary");
        writer.binary(new byte[] {0, -1, 127});
        writer.name("bool");
        writer.bool(true);
        writer.name("null");
        writer.nullValue();
        writer.name("map");
        writer.beginMap();
        writer.name("list");
        writer.beginList();
        writer.string("Größe");
        writer.bool(false);
        writer.endList();
        writer.endMap();
        writer.name("set");
        writer.beginSet(AttributeType.NS);
        writer.number("1");
        writer.number("20");
        writer.endSet();
        return writer.endItem();
    }
}
