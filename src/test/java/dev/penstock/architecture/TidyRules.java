package dev.penstock.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules of CONTRIBUTING.md that can be seen in source text. Each returns its violations. */
final class TidyRules {
    static final int FILE_LINES_MAX = 600;
    static final int METHOD_LINES_MAX = 60;
    static final int PACKAGE_FILES_MAX = 25;

    private static final Set<String> BANNED_WORDS =
            Set.of(
                    "util",
                    "utils",
                    "helper",
                    "helpers",
                    "manager",
                    "impl",
                    "service",
                    "services",
                    "data",
                    "info",
                    "base");
    private static final Pattern LAST_WORD = Pattern.compile("([A-Z]?[a-z0-9]+|[A-Z0-9]+)$");
    private static final Pattern TODO_WITHOUT_ISSUE =
            Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?!\\s*\\(?#\\d+)");
    private static final Pattern SKIPPED_TEST =
            Pattern.compile(
                    "@(Disabled|Ignore|EnabledIf|EnabledOn)|\\b(Assumptions?\\.|assume[TF])");
    private static final Pattern SLEEP =
            Pattern.compile("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep|LockSupport\\.parkNanos");

    /** Where the crash rounds, which run on a bare JDK, poll for their conditions. */
    private static final Path POLLING_LOOP = Path.of("reliability", "Await.java");

    private static final Pattern NOISE = Pattern.compile("@author|\\{@inheritDoc|org\\.mockito");
    private static final Pattern LOCK_BLOCK = Pattern.compile("\\bsynchronized\\s*\\(");

    private TidyRules() {}

    static List<String> longFiles(List<SourceFile> files) {
        return files.stream()
                .filter(file -> file.lines() > FILE_LINES_MAX)
                .map(file -> file.path() + ": " + file.lines() + " lines")
                .toList();
    }

    static List<String> longMethods(List<SourceFile> files) {
        var found = new ArrayList<String>();
        for (SourceFile file : files) {
            for (SourceFile.Method method : file.methods()) {
                if (method.lines() > METHOD_LINES_MAX) {
                    found.add(file.path() + ": " + method.name() + " has " + method.lines());
                }
            }
        }
        return found;
    }

    static List<String> bannedNames(List<SourceFile> files) {
        var found = new ArrayList<String>();
        for (SourceFile file : files) {
            for (String name : file.typeNames()) {
                var matcher = LAST_WORD.matcher(name);
                if (matcher.find()
                        && BANNED_WORDS.contains(matcher.group().toLowerCase(Locale.ROOT))) {
                    found.add(file.path() + ": type " + name);
                }
            }
            for (Path segment : parent(file)) {
                if (BANNED_WORDS.contains(segment.toString())) {
                    found.add(file.path() + ": package " + segment);
                }
            }
        }
        return found;
    }

    static List<String> packagesWithoutPackageComment(List<SourceFile> files) {
        var marked = new TreeMap<Path, Boolean>();
        for (SourceFile file : files) {
            if (file.isTest()) {
                continue;
            }
            boolean marks =
                    file.fileName().equals("package-info.java")
                            && file.text().startsWith("/**")
                            && file.text().contains("@NullMarked");
            marked.merge(parent(file), marks, Boolean::logicalOr);
        }
        return marked.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(entry -> entry.getKey() + ": no package-info with a comment and @NullMarked")
                .toList();
    }

    static List<String> fullPackages(List<SourceFile> files, Map<String, Integer> exempt) {
        Map<Path, Integer> counts = new TreeMap<>();
        files.forEach(file -> counts.merge(parent(file), 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(
                        entry ->
                                entry.getValue()
                                        > exempt.getOrDefault(
                                                entry.getKey().toString(), PACKAGE_FILES_MAX))
                .map(entry -> entry.getKey() + ": " + entry.getValue() + " files")
                .toList();
    }

    static List<String> todosWithoutIssue(List<SourceFile> files) {
        return matches(files, TODO_WITHOUT_ISSUE);
    }

    static List<String> noise(List<SourceFile> files) {
        return matches(files, NOISE);
    }

    static List<String> skippedTests(List<SourceFile> files) {
        return matches(files.stream().filter(SourceFile::isTest).toList(), SKIPPED_TEST);
    }

    static List<String> sleepingTests(List<SourceFile> files) {
        return matches(
                files.stream()
                        .filter(SourceFile::isTest)
                        .filter(file -> !file.path().endsWith(POLLING_LOOP))
                        .toList(),
                SLEEP);
    }

    /** Classes hide synchronized blocks from the architecture rules, so the text is searched. */
    static List<String> locksOnTheWire(List<SourceFile> files) {
        return matches(
                files.stream()
                        .filter(file -> !file.isTest())
                        .filter(file -> file.path().toString().contains("/penstock/wire/"))
                        .toList(),
                LOCK_BLOCK);
    }

    private static List<String> matches(List<SourceFile> files, Pattern pattern) {
        var found = new ArrayList<String>();
        for (SourceFile file : files) {
            int number = 0;
            for (String line : file.text().lines().toList()) {
                number++;
                if (pattern.matcher(line).find()) {
                    found.add(file.path() + ":" + number + ": " + line.strip());
                }
            }
        }
        return found;
    }

    private static Path parent(SourceFile file) {
        Path parent = file.path().getParent();
        return parent == null ? Path.of("") : parent;
    }
}
