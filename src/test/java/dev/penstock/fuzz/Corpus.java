package dev.penstock.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs that are kept, one line of Base64 each: {@code corpus.txt}, which together reach what
 * fuzzing has reached, and {@code findings.txt}, which once failed, each behind its name.
 */
final class Corpus {
    static final int INPUTS_MAX = 300;
    static final int FILE_BYTES_MAX = 1 << 20;

    private static final Path FOLDER = Path.of("src/test/resources/fuzz");
    private static final String CORPUS = "corpus.txt";
    private static final String FINDINGS = "findings.txt";

    private Corpus() {}

    /** An input and what it is called. */
    record Input(String name, String base64) {
        byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    static List<Input> of(String target) throws IOException {
        List<Input> inputs = new ArrayList<>();
        for (String line : lines(target, CORPUS)) {
            inputs.add(new Input(line, line));
        }
        for (String line : lines(target, FINDINGS)) {
            int blank = line.indexOf(' ');
            inputs.add(new Input(line.substring(0, blank), line.substring(blank + 1)));
        }
        return inputs;
    }

    static List<String> lines(String target, String file) throws IOException {
        Path path = FOLDER.resolve(target).resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    /**
     * {@code expand TARGET DIRECTORY} writes a target's inputs as files, for a fuzzer to begin
     * with; {@code collect TARGET DIRECTORY} makes the corpus of files.
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[2]);
        if (args[0].equals("expand")) {
            expand(args[1], directory);
        } else {
            collect(args[1], directory);
        }
    }

    private static void expand(String target, Path directory) throws IOException {
        Files.createDirectories(directory);
        int number = 0;
        for (Input input : of(target)) {
            Files.write(directory.resolve("kept-" + number), input.bytes());
            number++;
        }
    }

    /** The smallest first, as many as the bounds allow. */
    private static void collect(String target, Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                lines.add(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
        }
        lines.sort(Comparator.comparingInt(String::length).thenComparing(line -> line));
        List<String> kept = new ArrayList<>();
        int bytes = 0;
        for (String line : lines) {
            bytes += line.length() + 1;
            if (!line.isEmpty() && kept.size() < INPUTS_MAX && bytes <= FILE_BYTES_MAX) {
                kept.add(line);
            }
        }
        Files.createDirectories(FOLDER.resolve(target));
        Files.write(FOLDER.resolve(target).resolve(CORPUS), kept);
        System.out.printf("%s: %d of %d inputs kept%n", target, kept.size(), lines.size());
    }
}
