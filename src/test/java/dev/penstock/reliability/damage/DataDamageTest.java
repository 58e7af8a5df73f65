package dev.penstock.reliability.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.reliability.damage.Judge.Judgement;
import dev.penstock.reliability.damage.Judge.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Hurts data directories that the real engine made, and opens them with the real opening code. How
 * often: {@code -Ddamage.flips=N}, {@code .truncations}, {@code .zeroed}, {@code .swapped}, {@code
 * .stale}; {@code -Ddamage.stride=1} for every bit of a batch, of a snapshot's block and of a
 * manifest. The seed is printed; {@code -Dtest.seed=N} repeats a run.
 */
class DataDamageTest {
    /** Memory, where there is such a file system: a directory is made anew for each damage. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long HANG_SECONDS = 60;
    private static final int STRIDE_DEFAULT = 101;

    private final Map<String, Map<Verdict, Integer>> counts = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private Path work = Path.of("");
    private SplittableRandom random = new SplittableRandom();
    private List<Specimen> specimens = List.of();

    @BeforeEach
    void makeSpecimens() throws IOException {
        work =
                Files.isWritable(MEMORY)
                        ? Files.createTempDirectory(MEMORY, "penstock-damage")
                        : Files.createTempDirectory("penstock-damage");
        long seed = Long.getLong("test.seed", new SplittableRandom().nextLong());
        System.out.println("DataDamageTest -Dtest.seed=" + seed);
        random = new SplittableRandom(seed);
        specimens = new SpecimenMaker(work.resolve("made"), random.nextLong()).make();
    }

    @AfterEach
    void removeAll() throws IOException {
        DataImage.delete(work);
    }

    @Test
    void everyDamageIsFoundOrDoesNoHarm() {
        for (Specimen specimen : specimens) {
            var judge = new Judge(specimen, work.resolve("hurt"));
            var nothing = new Damage("nothing", Specimen.NODE, "", specimen.image());
            assertThat(judged(judge, nothing)).isEqualTo(Judgement.of(Verdict.HARMLESS));
            hurtAtRandom(specimen, judge);
            putBackOlder(specimen, judge);
        }
        removeEach(specimens.get(1));
        hurtEveryBit(specimens.getFirst(), "mark is there");
        hurtEveryBit(specimens.getLast(), "mark lags");
        counts.forEach((kind, ends) -> System.out.println(kind + ": " + ends));
        assertThat(violations).isEmpty();
    }

    private void hurtAtRandom(Specimen specimen, Judge judge) {
        var source = new DamageSource(specimen, random.split());
        repeat("flips", 45, source::flip, specimen, judge);
        repeat("truncations", 12, source::truncation, specimen, judge);
        repeat("zeroed", 12, source::zeroedPage, specimen, judge);
        repeat("swapped", 9, source::swappedPages, specimen, judge);
        repeat("stale", 9, source::staleFile, specimen, judge);
    }

    /**
     * The mark, the epochs that are gone, and all snapshots, as they were at each moment before.
     */
    private void putBackOlder(Specimen specimen, Judge judge) {
        for (DataImage older : specimen.older()) {
            var mark = older.file(Specimen.MARK);
            judge(specimen, judge, Damage.putBack(specimen.image(), Specimen.MARK, mark));
            for (Path parent : older.directories()) {
                boolean isStale =
                        parent.startsWith(Specimen.SNAPSHOTS)
                                || (parent.startsWith(Specimen.LOG)
                                        && !specimen.image().directories().contains(parent));
                if (isStale) {
                    judge(specimen, judge, Damage.putBack(specimen.image(), parent, older));
                }
            }
        }
    }

    private void removeEach(Specimen specimen) {
        var judge = new Judge(specimen, work.resolve("hurt"));
        for (Path file : specimen.image().names()) {
            judge(specimen, judge, Damage.remove(specimen.image(), file));
        }
        for (Path parent : specimen.image().directories()) {
            if (!parent.toString().isEmpty()) {
                judge(specimen, judge, Damage.remove(specimen.image(), parent));
            }
        }
    }

    private void repeat(
            String property,
            int timesDefault,
            Supplier<Damage> source,
            Specimen specimen,
            Judge judge) {
        int all = Integer.getInteger("damage." + property, timesDefault);
        int times = (all + specimens.size() - 1) / specimens.size();
        for (int i = 0; i < times; i++) {
            judge(specimen, judge, source.get());
        }
    }

    /** The last two batches, a block that only the newest snapshot has, and its manifest. */
    private void hurtEveryBit(Specimen specimen, String note) {
        Path segment = specimen.segments().getLast();
        var ranges = EntryMap.of(specimen.image().file(segment).bytes());
        everyBit("bit of the last batch, " + note, specimen, segment, ranges.getLast());
        var before = ranges.get(ranges.size() - 2);
        everyBit("bit of the last batch but one, " + note, specimen, segment, before);
        Path tree = newestTreeFile(specimen);
        everyBit("bit of a snapshot's block, " + note, specimen, tree, whole(specimen, tree));
        Path manifest = newestManifest(specimen);
        everyBit("bit of a manifest, " + note, specimen, manifest, whole(specimen, manifest));
    }

    private static EntryMap.Range whole(Specimen specimen, Path file) {
        int length = (int) specimen.image().file(file).lengthBytes();
        return new EntryMap.Range(0, length, 0, 0, 0);
    }

    private void everyBit(String kind, Specimen specimen, Path file, EntryMap.Range range) {
        int stride = Integer.getInteger("damage.stride", STRIDE_DEFAULT);
        var judge = new Judge(specimen, work.resolve("hurt"));
        for (long bit = 8L * range.from(); bit < 8L * range.to(); bit += stride) {
            var flip = Damage.flip(specimen.image(), file, bit);
            judge(specimen, judge, new Damage(kind, file, flip.where(), flip.image()));
        }
    }

    /** The smallest file that the newest snapshot wrote. */
    private static Path newestTreeFile(Specimen specimen) {
        var image = specimen.image();
        long number = number(newestManifest(specimen));
        return image.names().stream()
                .filter(name -> simpleName(name).endsWith("-of-" + number + ".items"))
                .min(Comparator.comparingLong(name -> image.file(name).lengthBytes()))
                .orElseThrow();
    }

    private static Path newestManifest(Specimen specimen) {
        return specimen.image().names().stream()
                .filter(Specimen::isManifest)
                .max(Comparator.comparingLong(DataDamageTest::number))
                .orElseThrow();
    }

    private static long number(Path manifest) {
        String name = simpleName(manifest);
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    private static String simpleName(Path name) {
        return String.valueOf(name.getFileName());
    }

    private void judge(Specimen specimen, Judge judge, Damage damage) {
        var judgement = judged(judge, damage);
        counts.computeIfAbsent(damage.kind(), _ -> new TreeMap<>())
                .merge(judgement.verdict(), 1, Integer::sum);
        if (judgement.verdict() == Verdict.VIOLATION) {
            String violation =
                    "VIOLATION %s, %s: %s".formatted(specimen.name(), damage, judgement.reason());
            System.out.println(violation);
            violations.add(violation);
        }
    }

    private static Judgement judged(Judge judge, Damage damage) {
        var judgement = CompletableFuture.supplyAsync(() -> judge.judge(damage));
        for (int seconds = 0; seconds < HANG_SECONDS; seconds++) {
            try {
                return judgement.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException notYet) {
                // Second by second: one that this process did not live through counts once.
            } catch (ExecutionException | InterruptedException failed) {
                return Judgement.violation("neither served nor refused: " + failed.getCause());
            }
        }
        return Judgement.violation("neither served nor refused within " + HANG_SECONDS + " s");
    }
}
