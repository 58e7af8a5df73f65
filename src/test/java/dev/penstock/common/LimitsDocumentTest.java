package dev.penstock.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * docs/limits.md is the list of all constants that are marked with {@link Limit}. {@code
 * -Dlimits.write=true} writes the page anew.
 */
class LimitsDocumentTest {
    private static final Path DOCUMENT = Path.of("docs", "limits.md");
    private static final String ROOT = "dev.penstock.";
    private static final String HEAD =
            """
            # Limits

            Everything has a limit, and every limit an answer. This page is generated from the constants in the code:
            `mvn test -Dtest=LimitsDocumentTest -Dlimits.write=true` writes it, and the build fails if it is out of date.
            """;

    @Test
    void thePageSaysWhatTheConstantsSay() throws Exception {
        String expected = page(limitsByPackage());
        if (Boolean.getBoolean("limits.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void everyLimitHasANameOfItsOwn() throws Exception {
        Map<String, List<Row>> limits = limitsByPackage();
        assertThat(limits).containsKey("item");
        for (List<Row> rows : limits.values()) {
            var names = new HashSet<String>();
            assertThat(rows).allMatch(row -> names.add(row.limit.of()));
        }
    }

    private record Row(Limit limit, long value) {
        String line() {
            String number = String.format(Locale.ROOT, "%,d", value);
            return "| %s | %s | %s |\n"
                    .formatted(limit.of(), (number + " " + limit.unit()).strip(), limit.beyond());
        }
    }

    private static String page(Map<String, List<Row>> limits) {
        var page = new StringBuilder(HEAD);
        limits.forEach(
                (name, rows) -> {
                    page.append("\n## ").append(name).append("\n\n");
                    page.append("| limit of | is | beyond it |\n|---|---|---|\n");
                    rows.forEach(row -> page.append(row.line()));
                });
        return page.toString();
    }

    private static Map<String, List<Row>> limitsByPackage() throws Exception {
        var classes =
                Path.of(Limit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var found = new TreeMap<String, List<Row>>();
        for (Path file : classFiles(classes.resolve("dev").resolve("penstock"))) {
            String path = classes.relativize(file).toString();
            String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
            // Not initialised: only the constants of classes that have a limit are looked at.
            Class<?> type = Class.forName(name, false, Limit.class.getClassLoader());
            for (Field field : type.getDeclaredFields()) {
                Limit limit = field.getAnnotation(Limit.class);
                if (limit != null) {
                    field.setAccessible(true);
                    var row = new Row(limit, ((Number) field.get(null)).longValue());
                    String packageName = type.getPackageName().substring(ROOT.length());
                    found.computeIfAbsent(packageName, key -> new ArrayList<>()).add(row);
                }
            }
        }
        found.values().forEach(rows -> rows.sort((a, b) -> a.limit.of().compareTo(b.limit.of())));
        return found;
    }

    private static List<Path> classFiles(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
    }
}
