package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.BatchSource;
import dev.penstock.log.Change;
import dev.penstock.log.LogEnd;
import dev.penstock.log.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Readers of one table, against all that was written: through restarts, kills, damaged and lost
 * indexes and a log that forgets, none misses a batch of its table.
 */
class TableIndexModelTest {
    private static final int STEPS = 120;
    private static final int IMAGE_BYTES_MAX = 24_000;

    /** Some share their bits. */
    private static final int[] TABLES = {1, 2, 3, 64, 65, 257, 258, 1_000, -1};

    private static final int ANY = 0;

    @TempDir Path root;

    private RandomGenerator random = new SplittableRandom(0);
    private Path directory;
    private ChronicleLog log;
    private int runs;
    private final List<Written> written = new ArrayList<>();

    /** A batch, and whose changes are in it. */
    private record Written(Batch batch, Set<Integer> tables) {}

    @BeforeEach
    void open() throws IOException {
        directory = Files.createDirectory(root.resolve("0"));
        log = LogFiles.open(directory);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void noReaderMissesABatchOfItsTable(long seed) throws IOException {
        random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> restart();
                case 1 -> kill();
                case 2 -> log.retain(random.nextLong(1, log.end().sequence() + 2));
                case 3, 4, 5 -> read();
                default -> append();
            }
        }
        restart();
        for (int i = 0; i < 10; i++) {
            read();
        }
        log.close();
        assertThat(LogReport.of(directory).damage()).isNull();
    }

    /** A run of batches, mostly of the same tables. */
    private void append() {
        int usual = TABLES[random.nextInt(TABLES.length)];
        for (int i = random.nextInt(1, 40); i > 0; i--) {
            var body = new BatchBody();
            var tables = new TreeSet<Integer>();
            for (int commit = random.nextInt(1, 4); commit > 0; commit--) {
                boolean isUsual = random.nextInt(20) > 0;
                int table = isUsual ? usual : TABLES[random.nextInt(TABLES.length)];
                tables.add(table);
                // Not zeros: those are left out of an image of the files.
                var image = new byte[random.nextInt(IMAGE_BYTES_MAX)];
                Arrays.fill(image, (byte) 7);
                body.addCommit(List.of(new Change.Put(table, Origin.USER, 0, image, null)));
            }
            LogEnd end = log.end();
            var batch =
                    new Batch(
                            end.batchNumber() + 1,
                            end.sequence() + 1,
                            end.commitMicros() + random.nextInt(1, 99),
                            body);
            log.append(batch);
            log.sync();
            written.add(new Written(batch, tables));
        }
    }

    private void restart() throws IOException {
        log.close();
        damageIndexes();
        log = LogFiles.open(directory);
    }

    /** The mark may lag, so what stands behind it is written anew. */
    private void kill() throws IOException {
        var image = LogImage.of(directory);
        log.close();
        directory = image.restore(root.resolve(Integer.toString(++runs)));
        damageIndexes();
        log = LogFiles.open(directory);
    }

    private void damageIndexes() throws IOException {
        List<Path> indexes;
        try (var files = Files.walk(directory)) {
            indexes = files.filter(file -> file.toString().endsWith(".index")).sorted().toList();
        }
        for (Path index : indexes) {
            byte[] bytes = Files.readAllBytes(index);
            // One that was cut before may have nothing left.
            switch (bytes.length == 0 ? 0 : random.nextInt(6)) {
                case 0 -> Files.delete(index);
                case 1 -> {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    Files.write(index, bytes);
                }
                case 2 -> {
                    byte[] cut = new byte[random.nextInt(bytes.length)];
                    System.arraycopy(bytes, 0, cut, 0, cut.length);
                    Files.write(index, cut);
                }
                default -> {
                    // It stays as it is.
                }
            }
        }
    }

    /** Page by page, as long as it likes; now and then a page begins within the last batch. */
    private void read() {
        int table = TABLES[random.nextInt(TABLES.length)];
        long from = random.nextLong(log.firstSequence(), log.end().sequence() + 2);
        var read = new ArrayList<BatchSource.Content>();
        long next = from;
        long behind = from;
        boolean isThrough = false;
        while (!isThrough && random.nextInt(20) > 0) {
            int most = random.nextInt(1, 30);
            var page = page(next, table, most);
            isThrough = page.size() < most;
            for (BatchSource.Content batch : page) {
                if (read.isEmpty() || read.getLast().number() < batch.number()) {
                    read.add(batch);
                }
            }
            if (!page.isEmpty()) {
                var last = page.getLast();
                behind = last.firstSequence() + last.commits();
                next = behind - random.nextInt(4) / 3;
            }
        }
        long end = isThrough ? Long.MAX_VALUE : behind;
        assertThat(isIn(read, contents(ANY, from, end))).isTrue();
        assertThat(isIn(contents(table, from, end), read)).isTrue();
    }

    /** Whether all of some batches are among others, in the same order. */
    private static boolean isIn(List<BatchSource.Content> some, List<BatchSource.Content> others) {
        int found = 0;
        for (BatchSource.Content other : others) {
            if (found < some.size() && some.get(found).equals(other)) {
                found++;
            }
        }
        return found == some.size();
    }

    private List<BatchSource.Content> page(long next, int table, int most) {
        var page = new ArrayList<BatchSource.Content>();
        log.read(
                next,
                table,
                batch -> {
                    assertThat(batch.lastSequence()).isGreaterThanOrEqualTo(next);
                    page.add(BatchSource.content(batch));
                    return page.size() < most;
                });
        return page;
    }

    /**
     * What was written.
     *
     * @param table whose changes it must have; {@link #ANY}: no matter whose
     */
    private List<BatchSource.Content> contents(int table, long from, long behind) {
        return BatchSource.contents(
                written.stream()
                        .filter(one -> table == ANY || one.tables().contains(table))
                        .map(Written::batch)
                        .filter(batch -> batch.lastSequence() >= from)
                        .filter(batch -> batch.lastSequence() < behind)
                        .toList());
    }
}
