package dev.penstock.reliability.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Everything that arrived at a topic, judged as it comes. Each item has a number that grows by one
 * with each change, so that a change tells which one it is and which one it follows.
 */
final class Arrivals {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN_MAX = 20;

    private final Map<String, Integer> lastOfKey = new HashMap<>();
    private final Map<String, Integer> highestOfKey = new HashMap<>();
    private final Map<Integer, PartitionOrder> partitions = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long records;
    private long violationCount;

    /** What came first in a partition, in that order, and where a repeat stands in it. */
    private static final class PartitionOrder {
        private final List<String> numbers = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();
        private int next;
        private int repeats;

        /** Returns whether the record is new, or follows the one before in a repeat. */
        boolean take(String number) {
            Integer known = places.get(number);
            if (known == null) {
                boolean isWhole = next == numbers.size();
                places.put(number, numbers.size());
                numbers.add(number);
                next = numbers.size();
                return isWhole;
            }
            repeats += known == next ? 0 : 1;
            next = known + 1;
            return true;
        }
    }

    void take(ConsumerRecord<byte[], byte[]> arrived) {
        records++;
        JsonNode value = parse(arrived.value());
        JsonNode change = value.path("dynamodb");
        String key = change.path("Keys").path("Id").path("S").asText();
        int number = change.path("NewImage").path("Number").path("N").asInt();
        require(keyText(arrived).equals(key), "the record's key is not the item's", key, number);
        judgeOrder(key, number);
        judgeImages(value, key, number);
        String sequence = header(arrived, "sequence-number");
        var order = partitions.computeIfAbsent(arrived.partition(), _ -> new PartitionOrder());
        require(order.take(sequence), "a repeat ended before what had come behind it", key, number);
    }

    private void judgeOrder(String key, int number) {
        int last = lastOfKey.getOrDefault(key, 0);
        require(number <= last + 1, "came behind " + last, key, number);
        lastOfKey.put(key, number);
        highestOfKey.merge(key, number, Math::max);
    }

    private void judgeImages(JsonNode value, String key, int number) {
        JsonNode old = value.path("dynamodb").path("OldImage").path("Number").path("N");
        boolean isFirst = number == 1;
        require(old.isMissingNode() == isFirst, "an old image, or none", key, number);
        require(isFirst || old.asInt() == number - 1, "another old image", key, number);
        String event = value.path("eventName").asText();
        require(event.equals(isFirst ? "INSERT" : "MODIFY"), "event " + event, key, number);
    }

    /** The highest number of an item that has arrived; 0 if none has. */
    int highest(String key) {
        return highestOfKey.getOrDefault(key, 0);
    }

    long records() {
        return records;
    }

    /** How often a partition went back to what had come before. */
    int repeats() {
        return partitions.values().stream().mapToInt(order -> order.repeats).sum();
    }

    /** Records that came before. */
    long repeated() {
        return records - partitions.values().stream().mapToLong(o -> o.numbers.size()).sum();
    }

    void require(boolean holds, String what, String key, int number) {
        if (!holds) {
            violationCount++;
            if (violations.size() < SHOWN_MAX) {
                violations.add(key + " number " + number + ": " + what);
            }
        }
    }

    List<String> violations() {
        return violations;
    }

    long violationCount() {
        return violationCount;
    }

    private static String keyText(ConsumerRecord<byte[], byte[]> arrived) {
        return parse(arrived.key()).path("Id").path("S").asText();
    }

    static String header(ConsumerRecord<byte[], byte[]> arrived, String name) {
        var header = arrived.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
