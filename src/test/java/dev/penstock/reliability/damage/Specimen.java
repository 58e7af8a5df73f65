package dev.penstock.reliability.damage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A data directory to be hurt, and all that is known of it.
 *
 * @param name how its end came
 * @param image its files
 * @param history what was acknowledged
 * @param older the same directory at earlier moments, oldest first
 * @param isMarkBehind whether the mark on disk lags behind what was acknowledged, as a loss of
 *     power may leave it
 */
record Specimen(
        String name,
        DataImage image,
        History history,
        List<DataImage> older,
        boolean isMarkBehind) {
    static final Path MARK = Path.of("log", "mark");
    static final Path NODE = Path.of("node.json");

    static final Path LOG = Path.of("log");
    static final Path SNAPSHOTS = Path.of("snapshots");
    private static final int MANIFEST_HEADER_BYTES = 48;
    private static final int SNAPSHOT_SEQUENCE_OFFSET = 24;
    private static final int SLOT_DISTANCE_BYTES = 4096;

    Specimen {
        older = List.copyOf(older);
    }

    static boolean isSegment(Path name) {
        return name.startsWith(LOG) && name.toString().endsWith(".cq4");
    }

    static boolean isTreeFile(Path name) {
        return name.startsWith(SNAPSHOTS) && name.toString().endsWith(".items");
    }

    static boolean isManifest(Path name) {
        return name.startsWith(SNAPSHOTS) && name.toString().endsWith(".manifest");
    }

    List<Path> segments() {
        return image.names().stream().filter(Specimen::isSegment).toList();
    }

    /** Where the entries of each segment stand. */
    Map<Path, List<EntryMap.Range>> entries() {
        var entries = new HashMap<Path, List<EntryMap.Range>>();
        segments().forEach(name -> entries.put(name, EntryMap.of(image.file(name).bytes())));
        return entries;
    }

    /** The last commit in the newest snapshot whose manifest is there. */
    static long newestSnapshot(DataImage image) {
        return image.names().stream()
                .filter(Specimen::isManifest)
                .mapToLong(
                        name ->
                                ByteBuffer.wrap(image.file(name).prefix(MANIFEST_HEADER_BYTES))
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getLong(SNAPSHOT_SEQUENCE_OFFSET))
                .max()
                .orElse(0);
    }

    /** The newest batch that the mark vouches for, by its last sequence number. */
    long markedSequence() {
        var slots = ByteBuffer.wrap(image.file(MARK).prefix(2 * SLOT_DISTANCE_BYTES));
        slots.order(ByteOrder.LITTLE_ENDIAN);
        return Math.max(slots.getLong(40), slots.getLong(SLOT_DISTANCE_BYTES + 40));
    }
}
