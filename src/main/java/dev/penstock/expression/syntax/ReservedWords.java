package dev.penstock.expression.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that an expression may use as attribute names only through a placeholder. */
public final class ReservedWords {
    private static final String RESOURCE = "reserved-words.txt";
    private static final Set<String> WORDS = load();
    private static final int LENGTH_MAX =
            WORDS.stream().mapToInt(String::length).max().orElseThrow();

    private ReservedWords() {}

    /** Whether the name is reserved, in whatever case it is written. */
    public static boolean contains(String name) {
        return name.length() <= LENGTH_MAX && WORDS.contains(name.toUpperCase(Locale.ROOT));
    }

    public static int count() {
        return WORDS.size();
    }

    private static Set<String> load() {
        try (InputStream in = ReservedWords.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + RESOURCE);
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
