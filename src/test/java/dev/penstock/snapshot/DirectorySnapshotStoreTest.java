package dev.penstock.snapshot;

import static dev.penstock.snapshot.TestSnapshots.FIRST;
import static dev.penstock.snapshot.TestSnapshots.SECOND;
import static dev.penstock.snapshot.TestSnapshots.content;
import static dev.penstock.snapshot.TestSnapshots.item;
import static dev.penstock.snapshot.TestSnapshots.load;
import static dev.penstock.snapshot.TestSnapshots.snapshot;
import static dev.penstock.snapshot.TestSnapshots.tree;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.tree.TestItems;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySnapshotStoreTest {
    private static final TreeFile.Content NONE = new TreeFile.Content(0, 0, 0);

    @TempDir Path directory = Path.of("");

    private SnapshotStore store = MemorySnapshotStore.forgetting();

    @BeforeEach
    void openStore() {
        reopened();
    }

    private LoadedSnapshot reopened() {
        store = new DirectorySnapshotStore(directory);
        return load(store);
    }

    @Test
    void anEmptyDirectoryHasNoSnapshot() {
        assertThat(reopened()).isEqualTo(new LoadedSnapshot(null, List.of()));
        assertThat(store.retainFromSequence()).isEqualTo(1);
    }

    @Test
    void aDirectoryThatCannotBeListedIsNotTakenForAnEmptyOne() {
        var files = new FragileFiles();
        files.failAfter(0);
        assertThatThrownBy(() -> load(new DirectorySnapshotStore(files)))
                .isInstanceOf(SnapshotException.class);
    }

    @Test
    void whatWasWrittenIsLoaded() {
        Snapshot written = snapshot(9, Map.of(FIRST, tree(100), SECOND, tree(1)));
        SnapshotReport report = store.write(written);
        assertThat(report.itemCount()).isEqualTo(101);
        assertThat(report.files().written()).isEqualTo(2);
        LoadedSnapshot loaded = reopened();
        assertThat(loaded.findings()).isEmpty();
        Snapshot read = requireNonNull(loaded.snapshot());
        assertThat(read.end()).isEqualTo(written.end());
        assertThat(read.partitionCount()).isEqualTo(written.partitionCount());
        assertThat(content(read)).isEqualTo(content(written));
    }

    @Test
    void largeAndIncompressibleItemsAreLoadedByManyThreads() {
        var random = new SplittableRandom(5);
        var items = new TestItems(false);
        Stream<byte[]> large =
                IntStream.of(0, 1, 1_000, 300_000, 400_000, 70_000, 70_000, 70_000, 70_000)
                        .mapToObj(
                                bytes -> {
                                    byte[] value = new byte[bytes];
                                    random.nextBytes(value);
                                    byte[] key = TestItems.words(random.nextLong(), 0);
                                    return items.item(key, new byte[0], value);
                                });
        Tree tree = TestSnapshots.with(Tree.empty(TreeShape.of(false)), large);
        Snapshot written = snapshot(9, Map.of(FIRST, tree, SECOND, tree(30_000)));
        store.write(written);
        store = new DirectorySnapshotStore(directory);
        try (var executor = Executors.newFixedThreadPool(2)) {
            Snapshot read = requireNonNull(store.load(executor, TreeShape::of).snapshot());
            assertThat(content(read).equals(content(written))).isTrue();
        }
    }

    @Test
    void anEmptyTreeHasNoFile() throws IOException {
        store.write(snapshot(9, Map.of(FIRST, tree(0))));
        assertThat(names()).containsExactly("1.manifest");
        assertThat(content(requireNonNull(reopened().snapshot()))).isEmpty();
    }

    @Test
    void whatOnlyTheOlderSnapshotHasComesFreeWithTheNext() throws IOException {
        Tree unchanged = tree(10);
        store.write(snapshot(9, Map.of(FIRST, unchanged, SECOND, tree(10))));
        assertThat(store.releasableBytes()).isZero();
        long older = Files.size(directory.resolve(new TreeFile(SECOND, true, 1, NONE).name()));

        store.write(snapshot(10, Map.of(FIRST, unchanged, SECOND, tree(30))));
        assertThat(store.releasableBytes()).isPositive().isEqualTo(older);
        reopened();
        assertThat(store.releasableBytes()).isEqualTo(older);
    }

    @Test
    void anUnchangedTreeKeepsItsFile() throws IOException {
        Tree unchanged = tree(10);
        store.write(snapshot(9, Map.of(FIRST, unchanged, SECOND, tree(10))));
        SnapshotReport report =
                store.write(snapshot(10, Map.of(FIRST, unchanged, SECOND, tree(10))));
        assertThat(report.files().kept()).isEqualTo(1);
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "1.manifest",
                        "2.manifest",
                        "table-17-partition-0-of-1.items",
                        "table-17-partition-3-of-1.items",
                        "table-17-partition-3-of-2.items");
    }

    @Test
    void aTreeThatWasLoadedKeepsItsFile() {
        store.write(snapshot(9, Map.of(FIRST, tree(10))));
        Snapshot loaded = requireNonNull(reopened().snapshot());
        assertThat(store.write(snapshot(10, loaded.trees())).files().kept()).isEqualTo(1);
        assertThat(reopened().findings()).isEmpty();
    }

    @Test
    void twoSnapshotsAreKeptAndTheLogMustReachBackToTheOlder() throws IOException {
        store.write(snapshot(9, Map.of(FIRST, tree(10))));
        assertThat(store.retainFromSequence()).isEqualTo(1);
        store.write(snapshot(20, Map.of(FIRST, tree(10))));
        assertThat(store.retainFromSequence()).isEqualTo(10);
        store.write(snapshot(30, Map.of(FIRST, tree(10))));
        assertThat(store.retainFromSequence()).isEqualTo(21);
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "2.manifest",
                        "3.manifest",
                        "table-17-partition-0-of-2.items",
                        "table-17-partition-0-of-3.items");
        reopened();
        assertThat(store.retainFromSequence()).isEqualTo(21);
    }

    @Test
    void aDamagedSnapshotFallsBackToTheOneBefore() throws IOException {
        Snapshot before = snapshot(9, Map.of(FIRST, tree(10)));
        store.write(before);
        store.write(snapshot(20, Map.of(FIRST, tree(11))));
        flip("table-17-partition-0-of-2.items", 40);
        LoadedSnapshot loaded = reopened();
        assertThat(content(requireNonNull(loaded.snapshot()))).isEqualTo(content(before));
        assertThat(loaded.findings())
                .containsExactly(
                        new SnapshotFinding(
                                "table-17-partition-0-of-2.items",
                                32,
                                "block has another checksum"));
        assertThat(store.retainFromSequence()).isEqualTo(1);
    }

    @Test
    void aDamagedSnapshotGoesOnlyWhenANewOneIsThere() throws IOException {
        store.write(snapshot(9, Map.of(FIRST, tree(10))));
        store.write(snapshot(20, Map.of(FIRST, tree(11))));
        flip("2.manifest", 20);
        reopened();
        assertThat(names()).contains("2.manifest", "table-17-partition-0-of-2.items");
        Snapshot next = snapshot(30, Map.of(FIRST, tree(12)));
        store.write(next);
        assertThat(names()).contains("1.manifest", "3.manifest").doesNotContain("2.manifest");
        assertThat(store.retainFromSequence()).isEqualTo(10);
        assertThat(content(requireNonNull(reopened().snapshot()))).isEqualTo(content(next));
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        store.write(snapshot(9, Map.of(FIRST, tree(10), SECOND, tree(10))));
        Files.delete(directory.resolve("table-17-partition-3-of-1.items"));
        LoadedSnapshot loaded = reopened();
        assertThat(loaded.snapshot()).isNull();
        assertThat(loaded.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("cannot be read"));
    }

    @Test
    void leftoversOfACrashGoAndForeignFilesStay() throws IOException {
        store.write(snapshot(9, Map.of(FIRST, tree(10))));
        Files.writeString(directory.resolve("2.manifest.tmp"), "half");
        Files.writeString(directory.resolve("table-17-partition-0-of-2.items"), "half");
        Files.writeString(directory.resolve("notes.txt"), "keep");
        List<String> before = names();
        var restarted = new DirectorySnapshotStore(directory);
        load(restarted);
        assertThat(names()).as("recovery may still refuse the log").isEqualTo(before);
        assertThat(restarted.write(snapshot(20, Map.of(FIRST, tree(11)))).number()).isEqualTo(3);
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "1.manifest",
                        "table-17-partition-0-of-1.items",
                        "3.manifest",
                        "table-17-partition-0-of-3.items",
                        "notes.txt");
    }

    @Test
    void aRefusedWriteLeavesNothingBehindAndMayBeTriedAgain() throws IOException {
        Snapshot before = snapshot(9, Map.of(FIRST, tree(10)));
        store.write(before);
        Path inTheWay = Files.createDirectory(directory.resolve("2.manifest.tmp"));
        Files.writeString(inTheWay.resolve("busy"), "");
        Snapshot next = snapshot(20, Map.of(FIRST, tree(11)));
        assertThatThrownBy(() -> store.write(next))
                .isInstanceOf(SnapshotException.class)
                .hasMessage("snapshot 2 could not be written");
        assertThat(names()).doesNotContain("table-17-partition-0-of-2.items");
        assertThat(store.retainFromSequence()).isEqualTo(1);
        SnapshotReport report = store.write(next);
        assertThat(report.leftovers()).singleElement().asString().contains("2.manifest.tmp");
        assertThat(content(requireNonNull(reopened().snapshot()))).isEqualTo(content(next));
    }

    @Test
    void nothingIsWrittenBeforeLoading() {
        var unloaded = new DirectorySnapshotStore(directory);
        assertThatThrownBy(() -> unloaded.write(snapshot(9, Map.of())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void verificationFindsWhatIsWrongInEverySnapshot() throws IOException {
        store.write(snapshot(9, Map.of(FIRST, tree(10))));
        store.write(snapshot(20, Map.of(FIRST, tree(11), SECOND, tree(1))));
        assertThat(SnapshotVerification.verify(directory).findings()).isEmpty();
        flip("table-17-partition-0-of-1.items", 0);
        flip("table-17-partition-3-of-2.items", 50);
        assertThat(SnapshotVerification.verify(directory).findings())
                .extracting(SnapshotFinding::file)
                .containsExactlyInAnyOrder(
                        "table-17-partition-0-of-1.items", "table-17-partition-3-of-2.items");
    }

    @Test
    void verificationFindsItemsOutOfOrder() {
        var written = new FragileFiles();
        List<byte[]> items = List.of(item(0, 1), item(0, 1));
        byte[] raw = MalformedFiles.block(items);
        TreeFile file = MalformedFiles.write(written, FIRST, raw, items.size());
        assertThatThrownBy(
                        () ->
                                TreeFileReader.read(
                                        written, file, new SnapshotVerification.OrderCheck(true)))
                .hasMessageContaining("items are not in ascending key order");
    }

    private List<String> names() throws IOException {
        return new DirectoryFiles(directory).names();
    }

    private void flip(String name, int offset) throws IOException {
        Path file = directory.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }
}
