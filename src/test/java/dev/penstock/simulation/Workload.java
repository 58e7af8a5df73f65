package dev.penstock.simulation;

import dev.penstock.partition.Version;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What clients ask for. */
final class Workload {
    static final List<String> NAMES = List.of("Music", "Orders", "a.b-c");
    private static final int IDS = 10;
    private static final int SORT_KEYS = 3;
    private static final int LARGE_BYTES = 380_000;

    private final RandomGenerator random;
    private final Profile profile;
    private long sent;

    Workload(RandomGenerator random, Profile profile) {
        this.random = random;
        this.profile = profile;
    }

    /** The next command of a client that sees this version. */
    Step next(Version version) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        var table = version.table(name);
        if (table == null || random.nextInt(24) == 0) {
            return catalogueStep(name);
        }
        var schema = table.definition().keySchema();
        var key = key(schema.hasSortKey());
        var kinds = ItemStep.Kind.values();
        var condition =
                switch (random.nextInt(5)) {
                    case 0 -> new ItemStep.Exists(random.nextBoolean());
                    case 1 -> new ItemStep.Same(table.get(key.itemKey(schema)));
                    default -> new ItemStep.Always();
                };
        return new ItemStep(table, kinds[random.nextInt(kinds.length)], key, payload(), condition);
    }

    private Step catalogueStep(String name) {
        return switch (random.nextInt(8)) {
            case 0 -> new CatalogueStep.Drop(name);
            case 1 -> new CatalogueStep.Protect(name, random.nextInt(3) == 0);
            case 2 -> new CatalogueStep.Tag(name, tags());
            default ->
                    new CatalogueStep.Create(
                            name,
                            random.nextBoolean() ? ItemImage.SIMPLE : ItemImage.COMPOSITE,
                            tags());
        };
    }

    private SortedMap<String, String> tags() {
        var tags = new TreeMap<String, String>();
        if (random.nextBoolean()) {
            tags.put("tag" + random.nextInt(3), "value" + random.nextInt(3));
        }
        return tags;
    }

    /** A key that a reader may ask for. */
    ItemImage.Key key(String name, Version version) {
        var table = version.table(name);
        return key(table != null && table.definition().keySchema().hasSortKey());
    }

    private ItemImage.Key key(boolean hasSortKey) {
        return new ItemImage.Key(random.nextInt(IDS), hasSortKey ? random.nextInt(SORT_KEYS) : 0);
    }

    /** Never the same twice. */
    private String payload() {
        sent++;
        boolean isLarge = profile.hasLargeItems() && random.nextInt(6) == 0;
        int bytes = random.nextInt(isLarge ? LARGE_BYTES : profile.payloadBytesMax());
        return sent + "x".repeat(bytes);
    }
}
