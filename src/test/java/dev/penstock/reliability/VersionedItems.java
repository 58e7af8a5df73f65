package dev.penstock.reliability;

import static dev.penstock.reliability.WireItems.content;
import static dev.penstock.reliability.WireItems.number;
import static dev.penstock.reliability.WireItems.string;

import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Items of one table, each of which follows from its key and its version, to the last letter of its
 * padding: whoever reads one knows what it must be. Immutable.
 */
public final class VersionedItems {
    /** The version of an item that is not there. */
    public static final long NONE = 0;

    private static final int LETTERS = 1 << 18;
    private static final String TEXT = text();

    private final String table;
    private final Length length;

    /** How long an item's padding is. */
    @FunctionalInterface
    public interface Length {
        int of(String pk, long version);
    }

    public VersionedItems(String table, Length length) {
        this.table = table;
        this.length = length;
    }

    /** Some length below a limit. */
    public static int randomLength(String pk, long version, int below) {
        return random(pk, version).nextInt(below);
    }

    /**
     * An item as it was read.
     *
     * @param version {@link #NONE} if it is not there
     * @param wrong what is wrong with it, or an empty string
     */
    public record Seen(long version, String wrong) {}

    /** What the item of a version is. */
    public Map<String, String> item(String pk, long version) {
        var item = new TreeMap<String, String>();
        item.put("pk", string(pk));
        item.put("version", number(version));
        item.put("padding", string(padding(pk, version)));
        return item;
    }

    /** The body of a PutItem. */
    public String put(String pk, long version) {
        return "{\"TableName\":\"%s\",\"Item\":%s}"
                .formatted(table, WireItems.text(item(pk, version)));
    }

    /**
     * Reads an item and judges whether it is the one of its version.
     *
     * @throws IOException if the server does not answer that
     */
    public Seen read(WireClient client, String pk) throws IOException, InterruptedException {
        return judge(pk, WireItems.get(client, table, pk));
    }

    /** Whether an item is the one of its version. */
    public Seen judge(String pk, Map<String, String> found) {
        if (found.isEmpty()) {
            return new Seen(NONE, "");
        }
        long version = Long.parseLong(content(found.getOrDefault("version", number(NONE))));
        var due = item(pk, version);
        return new Seen(version, found.equals(due) ? "" : difference(pk, version, due, found));
    }

    private static String difference(
            String pk, long version, Map<String, String> due, Map<String, String> found) {
        var wrong = new StringBuilder("%s of version %d is torn:".formatted(pk, version));
        var names = new TreeMap<>(due);
        names.putAll(found);
        for (String name : names.keySet()) {
            String should = due.getOrDefault(name, "nothing");
            String is = found.getOrDefault(name, "nothing");
            if (!should.equals(is)) {
                wrong.append(" %s is %s, not %s".formatted(name, shortened(is), shortened(should)));
            }
        }
        return wrong.toString();
    }

    private static String shortened(String value) {
        return value.length() <= 40
                ? value
                : value.substring(0, 40) + "... (" + value.length() + " letters)";
    }

    private String padding(String pk, long version) {
        int letters = length.of(pk, version);
        int from = random(pk, ~version).nextInt(LETTERS - letters);
        return TEXT.substring(from, from + letters);
    }

    private static SplittableRandom random(String pk, long version) {
        return new SplittableRandom(pk.hashCode() * 0x9E37_79B9_7F4A_7C15L + version);
    }

    private static String text() {
        var random = new SplittableRandom(LETTERS);
        var text = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
