package dev.penstock.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.error.ErrorCode;
import dev.penstock.model.language.Value;
import dev.penstock.model.language.ValueJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the model says that an answer must be. Sets and maps have no order, numbers no spelling. */
sealed interface Expected {
    /**
     * An error.
     *
     * @param texts the error's text holds one of these
     * @param item that the error brings, or null
     */
    record Refusal(ErrorCode code, Set<String> texts, @Nullable Map<String, Value> item)
            implements Expected {}

    /**
     * An item or attributes under a member's name, and nothing else.
     *
     * @param item null: the member is not there
     */
    record Attributes(String member, @Nullable Map<String, Value> item) implements Expected {}

    /** The answer of a BatchGetItem: each table's items in any order. */
    record Responses(Map<String, List<Map<String, Value>>> items) implements Expected {}

    /** The answer of a BatchWriteItem that did all. */
    record AllProcessed() implements Expected {}

    /**
     * The answer of a Query or a Scan.
     *
     * @param items in order; null: only the count was asked for
     * @param last LastEvaluatedKey; null: this is the last page
     */
    record Page(
            @Nullable List<Map<String, Value>> items,
            int count,
            int scannedCount,
            @Nullable Map<String, Value> last)
            implements Expected {}

    /** Any page: what is in it is looked at elsewhere. */
    record AnyPage() implements Expected {}

    static Refusal validation(String text) {
        return new Refusal(ErrorCode.VALIDATION, Set.of(text), null);
    }

    default boolean matches(Answer answer) {
        if (this instanceof Refusal refusal) {
            return refusal.code == answer.error()
                    && refusal.texts.stream().anyMatch(answer.text()::contains)
                    && sameItem(refusal.item, answer.json().get("Item"));
        }
        if (answer.error() != null) {
            return false;
        }
        JsonNode json = answer.json();
        return switch (this) {
            case Refusal refusal -> throw new IllegalStateException();
            case Attributes(String member, Map<String, Value> item) ->
                    sameItem(item, json.get(member)) && json.size() == (item == null ? 0 : 1);
            case Responses(Map<String, List<Map<String, Value>>> items) ->
                    json.path("UnprocessedKeys").isEmpty()
                            && sameResponses(items, json.path("Responses"));
            case AllProcessed all -> json.path("UnprocessedItems").isEmpty();
            case Page page -> isPage(page, json);
            case AnyPage any -> json.has("Items");
        };
    }

    private static boolean sameItem(@Nullable Map<String, Value> item, @Nullable JsonNode json) {
        return item == null ? json == null : json != null && item.equals(ValueJson.readItem(json));
    }

    private static boolean sameResponses(
            Map<String, List<Map<String, Value>>> items, JsonNode json) {
        return json.size() == items.size()
                && items.entrySet().stream()
                        .allMatch(
                                entry ->
                                        counts(entry.getValue())
                                                .equals(counts(read(json.path(entry.getKey())))));
    }

    private static Map<Map<String, Value>, Integer> counts(List<Map<String, Value>> items) {
        var counts = new HashMap<Map<String, Value>, Integer>();
        items.forEach(item -> counts.merge(item, 1, Integer::sum));
        return counts;
    }

    static List<Map<String, Value>> read(JsonNode items) {
        var read = new ArrayList<Map<String, Value>>();
        items.forEach(item -> read.add(ValueJson.readItem(item)));
        return read;
    }

    private static boolean isPage(Page page, JsonNode json) {
        JsonNode items = json.get("Items");
        boolean sameItems =
                page.items == null
                        ? items == null
                        : items != null && page.items.equals(read(items));
        return sameItems
                && json.path("Count").intValue() == page.count
                && json.path("ScannedCount").intValue() == page.scannedCount
                && sameItem(page.last, json.get("LastEvaluatedKey"));
    }
}
