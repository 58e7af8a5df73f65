package dev.penstock.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our style as a test: each rule holds for every file, and catches a planted violation. */
class TidyTest {
    /** Files that may break a rule, each with its reason. The list may only shrink. */
    private static final Map<String, String> EXEMPT =
            Map.of(
                    "src/test/java/dev/penstock/architecture/TidyRules.java",
                    "spells out the words that it looks for",
                    "src/test/java/dev/penstock/architecture/TidyTest.java",
                    "plants the violations");

    /** Packages that hold more files than they should, with the number they may not exceed. */
    private static final Map<String, Integer> LARGE_PACKAGES =
            Map.of(
                    // One file for each node of the syntax; parser, binder and evaluation share
                    // them.
                    "src/main/java/dev/penstock/expression",
                    38,
                    // A third of it is the records that the edge passes in and gets back.
                    "src/main/java/dev/penstock/partition",
                    38);

    private static List<SourceFile> files = List.of();

    @BeforeAll
    static void parse() throws IOException {
        files =
                SourceFile.below("src/main/java", "src/test/java").stream()
                        .filter(file -> !EXEMPT.containsKey(file.path().toString()))
                        .toList();
        assertThat(files).hasSizeGreaterThan(20);
    }

    @Test
    void filesAreShort() {
        assertThat(TidyRules.longFiles(files)).isEmpty();
        assertCatches(TidyRules::longFiles, main("a/Long.java", "class Long {}\n".repeat(601)));
    }

    @Test
    void methodsAreShort() {
        assertThat(TidyRules.longMethods(files)).isEmpty();
        var body = "x();\n".repeat(60);
        assertCatches(
                TidyRules::longMethods, main("a/A.java", "class A { void m() {\n" + body + "}}"));
    }

    @Test
    void namesSaySomething() {
        assertThat(TidyRules.bannedNames(files)).isEmpty();
        assertCatches(TidyRules::bannedNames, main("a/KeyHelper.java", "class KeyHelper {}"));
        assertCatches(TidyRules::bannedNames, main("a/A.java", "class A { class CommonImpl {} }"));
        assertCatches(TidyRules::bannedNames, main("util/A.java", "class A {}"));
        assertThat(TidyRules.bannedNames(List.of(main("a/Database.java", "class Database {}"))))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        assertThat(TidyRules.packagesWithoutPackageComment(files)).isEmpty();
        assertCatches(TidyRules::packagesWithoutPackageComment, main("a/A.java", "class A {}"));
        assertCatches(
                TidyRules::packagesWithoutPackageComment,
                main("a/package-info.java", "/** No annotation. */ package a;"));
    }

    @Test
    void packagesAreSmall() {
        assertThat(TidyRules.fullPackages(files, LARGE_PACKAGES)).isEmpty();
        var file = main("a/A.java", "class A {}");
        assertThat(TidyRules.fullPackages(Collections.nCopies(26, file), Map.of())).isNotEmpty();
    }

    @Test
    void whatIsLeftToDoHasAnIssue() {
        assertThat(TidyRules.todosWithoutIssue(files)).isEmpty();
        assertCatches(TidyRules::todosWithoutIssue, main("a/A.java", "// TODO later\nclass A {}"));
        assertThat(TidyRules.todosWithoutIssue(List.of(main("a/A.java", "// TODO(#12) x"))))
                .isEmpty();
    }

    @Test
    void commentsCarryNoNoiseAndTestsNoMocks() {
        assertThat(TidyRules.noise(files)).isEmpty();
        assertCatches(TidyRules::noise, main("a/A.java", "/** @author me */ class A {}"));
        assertCatches(TidyRules::noise, test("a/A.java", "import org.mockito.Mock; class A {}"));
    }

    @Test
    void noTestIsSkipped() {
        assertThat(TidyRules.skippedTests(files)).isEmpty();
        assertCatches(TidyRules::skippedTests, test("a/A.java", "@Disabled class A {}"));
        assertCatches(
                TidyRules::skippedTests, test("a/A.java", "class A {{ assumeTrue(false); }}"));
    }

    @Test
    void noTestSleeps() {
        assertThat(TidyRules.sleepingTests(files)).isEmpty();
        assertCatches(TidyRules::sleepingTests, test("a/A.java", "class A {{ Thread.sleep(1); }}"));
    }

    @Test
    void theWireHoldsNoLock() {
        assertThat(TidyRules.locksOnTheWire(files)).isEmpty();
        assertCatches(
                TidyRules::locksOnTheWire,
                main("dev/penstock/wire/A.java", "class A {{ synchronized (this) {} }}"));
    }

    private static void assertCatches(
            Function<List<SourceFile>, List<String>> rule, SourceFile planted) {
        assertThat(rule.apply(List.of(planted))).hasSize(1);
    }

    private static SourceFile main(String path, String text) {
        return SourceFile.parse(Path.of("src/main/java", path), text);
    }

    private static SourceFile test(String path, String text) {
        return SourceFile.parse(Path.of("src/test/java", path), text);
    }
}
