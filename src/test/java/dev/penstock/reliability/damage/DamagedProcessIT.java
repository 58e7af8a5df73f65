package dev.penstock.reliability.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.damage.Judge.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The judgement on a hurt directory is the same for the real processes: {@code serve} starts and
 * stops with 0, or ends with 65 in one sentence; {@code verify} ends with 0 or 65. How often:
 * {@code -Ddamage.processes=N}.
 */
class DamagedProcessIT {
    private static final int PROCESSES_DEFAULT = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path work;

    @Test
    void theProcessesEndAsTheEngineJudges() throws IOException, InterruptedException {
        long seed = Long.getLong("test.seed", new SplittableRandom().nextLong());
        System.out.println("DamagedProcessIT -Dtest.seed=" + seed);
        var random = new SplittableRandom(seed);
        var specimens = new SpecimenMaker(work.resolve("made"), random.nextLong()).make();
        var ends = new TreeMap<String, Integer>();
        int count = Integer.getInteger("damage.processes", PROCESSES_DEFAULT);
        for (int i = 0; i < count; i++) {
            var specimen = specimens.get(i % specimens.size());
            var source = new DamageSource(specimen, random.split());
            var damage =
                    switch (i % 5) {
                        case 0 -> source.flip();
                        case 1 -> source.truncation();
                        case 2 -> source.zeroedPage();
                        case 3 -> source.swappedPages();
                        default -> source.staleFile();
                    };
            ends.merge(judge(specimen, damage), 1, Integer::sum);
        }
        System.out.println(ends);
    }

    private String judge(Specimen specimen, Damage damage)
            throws IOException, InterruptedException {
        Path directory = work.resolve("hurt");
        var judgement = new Judge(specimen, directory).judge(damage);
        assertThat(judgement.verdict())
                .as("%s: %s", damage, judgement.reason())
                .isNotEqualTo(Verdict.VIOLATION);
        boolean isRefused = judgement.verdict() == Verdict.REFUSED;
        boolean isFound = isRefused || judgement.verdict() == Verdict.SERVED_AND_FOUND;

        damage.image().restore(directory);
        var verified = run("verify", directory, List.of());
        assertThat(verified.exitCode)
                .as("verify: %s: %s", damage, verified)
                .isEqualTo(isFound ? 65 : 0);
        var served = run("serve", directory, SpecimenMaker.OPTIONS);
        assertThat(served.exitCode)
                .as("serve: %s: %s", damage, served)
                .isEqualTo(isRefused ? 65 : 0);
        if (isRefused) {
            assertThat(served.words.lines().filter(line -> line.startsWith("penstock: ")))
                    .as("%s", served)
                    .singleElement()
                    .asString()
                    .contains(directory.toString())
                    .containsPattern("at byte \\d+|is missing");
            assertThat(served.words).doesNotContain("\tat ");
        }
        return "serve %d, verify %d".formatted(served.exitCode, verified.exitCode);
    }

    private record Ended(int exitCode, String words) {}

    /** Until it ends by itself, or listens and is told to end. */
    private Ended run(String command, Path directory, List<String> options)
            throws IOException, InterruptedException {
        var home = Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
        var words = new ArrayList<>(List.of(home.resolve("penstock").toString(), command));
        words.add("--data=" + directory);
        words.addAll(options);
        if (command.equals("serve")) {
            words.addAll(List.of("--port=0", "--management-port=0"));
        }
        Path output = Files.createTempFile(work, command, ".log");
        var process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            Await.until(
                    command + " ends or listens",
                    PATIENCE,
                    () -> !process.isAlive() || read(output).contains("listens on"));
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), read(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
