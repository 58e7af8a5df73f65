package dev.penstock.reliability.crash;

import dev.penstock.reliability.WireClient;
import dev.penstock.reliability.WireItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a table's stream from its beginning, shard by shard, parents before their children. */
final class StreamText {
    /**
     * An answer reads a few MiB of log and may find nothing in it: the end is where so many in a
     * row do.
     */
    private static final int EMPTY_ANSWERS_MAX = 40;

    private static final Pattern ARN = Pattern.compile("\"LatestStreamArn\":\"([^\"]+)\"");
    private static final Pattern SHARD =
            Pattern.compile(
                    "\"ShardId\":\"([^\"]+)\",\"SequenceNumberRange\":\\{[^}]*\\}"
                            + "(?:,\"ParentShardId\":\"([^\"]+)\")?");
    private static final Pattern LAST_SHARD =
            Pattern.compile("\"LastEvaluatedShardId\":\"([^\"]+)\"");
    private static final Pattern ITERATOR =
            Pattern.compile("\"(?:Next)?ShardIterator\":\"([^\"]+)\"");
    private static final Pattern RECORD =
            Pattern.compile(
                    "\"eventName\":\"(\\w+)\"[^{}]*+\\{[^{}]*?\"Keys\":(%1$s)(?:,\"NewImage\":(%1$s))?"
                                    .formatted(WireItems.ITEM)
                            + "(?:,\"OldImage\":(%s))?,\"SequenceNumber\":\"(\\d+)\""
                                    .formatted(WireItems.ITEM));
    private static final Pattern RECORD_BEGIN = Pattern.compile("\"eventName\":");

    private final WireClient client;
    private final String arn;

    private StreamText(WireClient client, String arn) {
        this.client = client;
        this.arn = arn;
    }

    /**
     * A change as the stream tells it.
     *
     * @param before without attributes if there was no item
     * @param after without attributes if there is none any more
     */
    record Change(
            String event,
            Map<String, String> key,
            Map<String, String> before,
            Map<String, String> after,
            String number) {}

    private record Shard(String id, @Nullable String parent) {}

    /** All changes that the stream of a table tells. */
    static List<Change> of(WireClient client, String table)
            throws IOException, InterruptedException {
        String description =
                WireItems.require(client, "DescribeTable", "{\"TableName\":\"" + table + "\"}");
        return new StreamText(client, first(ARN, description)).read();
    }

    private List<Change> read() throws IOException, InterruptedException {
        var changes = new ArrayList<Change>();
        var left = shards();
        var unread = new HashSet<String>();
        left.forEach(shard -> unread.add(shard.id));
        while (!left.isEmpty()) {
            Shard next =
                    left.stream()
                            .filter(shard -> !unread.contains(shard.parent))
                            .findFirst()
                            .orElseThrow(
                                    () -> new IllegalStateException("shards in a circle: " + left));
            readTo(changes, next);
            left.remove(next);
            unread.remove(next.id);
        }
        return changes;
    }

    private List<Shard> shards() throws IOException, InterruptedException {
        var shards = new ArrayList<Shard>();
        String start = "";
        do {
            String page =
                    WireItems.require(
                            client,
                            "DescribeStream",
                            "{\"StreamArn\":\"" + arn + "\"" + start + "}");
            SHARD.matcher(page)
                    .results()
                    .forEach(shard -> shards.add(new Shard(shard.group(1), shard.group(2))));
            var last = LAST_SHARD.matcher(page);
            start = last.find() ? ",\"ExclusiveStartShardId\":\"" + last.group(1) + "\"" : "";
        } while (!start.isEmpty());
        return shards;
    }

    private void readTo(List<Change> changes, Shard shard)
            throws IOException, InterruptedException {
        String request =
                """
                {"StreamArn":"%s","ShardId":"%s","ShardIteratorType":"TRIM_HORIZON"}\
                """
                        .formatted(arn, shard.id);
        @Nullable String iterator =
                first(ITERATOR, WireItems.require(client, "GetShardIterator", request));
        int empty = 0;
        while (iterator != null && empty < EMPTY_ANSWERS_MAX) {
            String page =
                    WireItems.require(
                            client, "GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}");
            int before = changes.size();
            var records = RECORD.matcher(page);
            while (records.find()) {
                changes.add(
                        new Change(
                                records.group(1),
                                item(records.group(2)),
                                item(records.group(4)),
                                item(records.group(3)),
                                records.group(5)));
            }
            if (changes.size() - before != RECORD_BEGIN.matcher(page).results().count()) {
                throw new IllegalStateException("records that cannot be read: " + page);
            }
            empty = changes.size() == before ? empty + 1 : 0;
            var next = ITERATOR.matcher(page);
            iterator = next.find() ? next.group(1) : null;
        }
    }

    private static Map<String, String> item(@Nullable String text) {
        return text == null ? Map.of() : WireItems.parse(text);
    }

    private static String first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + text);
        }
        return matcher.group(1);
    }
}
