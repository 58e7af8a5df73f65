package dev.penstock.snapshot;

import static dev.penstock.snapshot.TestSnapshots.FIRST;
import static dev.penstock.snapshot.TestSnapshots.item;
import static dev.penstock.snapshot.TestSnapshots.load;
import static dev.penstock.snapshot.TestSnapshots.snapshot;
import static dev.penstock.snapshot.TestSnapshots.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.item.ItemKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No altered, shortened or lengthened file is believed. */
class SnapshotDamageTest {
    private static final String TREE_FILE = "table-17-partition-0-of-1.items";
    private static final String MANIFEST = "1.manifest";
    private static final int ITEMS = 8;

    private final FragileFiles files = new FragileFiles();

    @BeforeEach
    void writeSnapshot() {
        var store = new DirectorySnapshotStore(files);
        load(store);
        store.write(snapshot(9, Map.of(FIRST, tree(ITEMS))));
    }

    @Test
    void everyFlippedBitOfATreeFileIsFound() {
        everyFlippedBitIsFound(TREE_FILE);
    }

    @Test
    void everyFlippedBitOfAManifestIsFound() {
        everyFlippedBitIsFound(MANIFEST);
    }

    @Test
    void everyTruncationOfATreeFileIsFound() {
        everyTruncationIsFound(TREE_FILE);
    }

    @Test
    void everyTruncationOfAManifestIsFound() {
        everyTruncationIsFound(MANIFEST);
    }

    @Test
    void aByteBehindTheEndIsFound() {
        for (String name : List.of(TREE_FILE, MANIFEST)) {
            byte[] whole = files.bytes(name);
            files.replace(name, Arrays.copyOf(whole, whole.length + 1));
            requireFound(name);
            files.replace(name, whole);
        }
    }

    /** The checksums inside the file alone find it too, even if the manifest agreed with it. */
    @Test
    void everyFlippedBitIsFoundWithoutTheManifest() {
        byte[] whole = files.bytes(TREE_FILE);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = flipped(whole, bit);
            files.replace(TREE_FILE, flipped);
            TreeFile file = MalformedFiles.describe(FIRST, flipped, ITEMS);
            assertThatThrownBy(() -> TreeFileReader.read(files, file, item -> {}))
                    .isInstanceOf(DamagedFileException.class);
        }
    }

    @Test
    void aTreeFileUnderAnothersNameIsFound() {
        TreeFile other =
                MalformedFiles.describe(new PartitionId(18, 0), files.bytes(TREE_FILE), ITEMS);
        files.replace(other.name(), files.bytes(TREE_FILE));
        assertThatThrownBy(() -> TreeFileReader.read(files, other, item -> {}))
                .hasMessageContaining("header is not this tree's");
    }

    @Test
    void whatFollowsTheFooterIsFoundEvenIfTheManifestKnowsIt() {
        byte[] whole = files.bytes(TREE_FILE);
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        files.replace(TREE_FILE, longer);
        TreeFile file = MalformedFiles.describe(FIRST, longer, ITEMS);
        assertThatThrownBy(() -> TreeFileReader.read(files, file, item -> {}))
                .hasMessageContaining("file goes on behind its end");
    }

    @Test
    void aWholeFileThatIsNotTheOneThatTheManifestMeansIsFound() {
        byte[] raw = MalformedFiles.block(List.of(item(1, 3)));
        TreeFile meant = MalformedFiles.write(files, FIRST, raw, 1);
        raw[raw.length - 1]++;
        MalformedFiles.write(files, FIRST, raw, 1);
        assertThatThrownBy(() -> TreeFileReader.read(files, meant, item -> {}))
                .hasMessageContaining("file is not the manifest's");
    }

    @Test
    void aManifestUnderAnothersNameIsFound() {
        files.replace("2.manifest", files.bytes(MANIFEST));
        assertThat(load(new DirectorySnapshotStore(files)).findings())
                .containsExactly(
                        new SnapshotFinding("2.manifest", 0, "manifest has another's name"));
    }

    @Test
    void aManifestOfANewerFormatIsRefused() {
        assertThat(Manifest.read(files, MANIFEST).files()).hasSize(1);
        byte[] newer = files.bytes(MANIFEST);
        newer[4] = 2;
        var crc = new CRC32C();
        crc.update(newer, 0, newer.length - 4);
        ByteBuffer.wrap(newer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(newer.length - 4, (int) crc.getValue());
        files.replace(MANIFEST, newer);
        assertThatThrownBy(() -> Manifest.read(files, MANIFEST))
                .hasMessageContaining("manifest has unknown format 2");
    }

    /** Each number of its one entry made negative, one after the other. */
    @Test
    void aManifestWithAnImpossibleEntryIsRefused() {
        byte[] whole = files.bytes(MANIFEST);
        for (int highByte : new int[] {48 + 3, 48 + 7, 48 + 15, 48 + 19, 48 + 27, 48 + 35}) {
            byte[] manifest = whole.clone();
            manifest[highByte] ^= (byte) 0x80;
            var crc = new CRC32C();
            crc.update(manifest, 0, manifest.length - 4);
            ByteBuffer.wrap(manifest)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(manifest.length - 4, (int) crc.getValue());
            files.replace(MANIFEST, manifest);
            assertThatThrownBy(() -> Manifest.read(files, MANIFEST))
                    .hasMessageContaining("manifest has an impossible entry");
        }
    }

    @Test
    void itemsThatDoNotFillTheirBlockAreFound() {
        byte[] raw = MalformedFiles.block(List.of(item(0, 1), item(3, 1)));
        requireMalformed(raw, 1, "block has bytes behind its items");
        requireMalformed(raw, 3, "block ends early");
        raw[1] = 100;
        requireMalformed(raw, 2, "item is too long");
    }

    @Test
    void anItemThatEndsBeforeItsKeyDoesIsFound() {
        byte[] item = item(0, 1);
        int lastAttributeBytes = 5;
        int sortKeyEnd = item.length - lastAttributeBytes;
        for (int length = 1; length < sortKeyEnd; length++) {
            byte[] raw = MalformedFiles.block(List.of(Arrays.copyOf(item, length)));
            requireMalformed(raw, 1, "item: ");
        }
    }

    private void requireMalformed(byte[] raw, int items, String problem) {
        TreeFile file = MalformedFiles.write(files, FIRST, raw, items);
        assertThatThrownBy(() -> TreeFileReader.read(files, file, item -> ItemKey.of(item, true)))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(problem);
    }

    private void everyFlippedBitIsFound(String name) {
        byte[] whole = files.bytes(name);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            files.replace(name, flipped(whole, bit));
            requireFound(name);
        }
    }

    private void everyTruncationIsFound(String name) {
        byte[] whole = files.bytes(name);
        for (int length = 0; length < whole.length; length++) {
            files.replace(name, Arrays.copyOf(whole, length));
            requireFound(name);
        }
    }

    private void requireFound(String name) {
        LoadedSnapshot loaded = load(new DirectorySnapshotStore(files));
        assertThat(loaded.snapshot()).isNull();
        assertThat(loaded.findings()).extracting(SnapshotFinding::file).containsExactly(name);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }
}
