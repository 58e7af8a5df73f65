package dev.penstock.model.language;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Writes the expressions of one request: chooses placeholders, the case of keywords and blanks by
 * chance, and keeps the names and values that it put placeholders for.
 */
public final class ExpressionText {
    private static final Set<String> RESERVED = Set.of("size", "name");

    private final Random random;
    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Map<Value, String> valuePlaceholders = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    public ExpressionText(Random random) {
        this.random = random;
    }

    public void add(String symbol) {
        text.append(symbol);
    }

    /** A symbol between blanks, or not. */
    public void symbol(String symbol) {
        text.append(blank()).append(symbol).append(blank());
    }

    public void keyword(String keyword) {
        String written = random.nextInt(4) == 0 ? keyword.toLowerCase(Locale.ROOT) : keyword;
        text.append(' ').append(written).append(' ');
    }

    public void name(String name) {
        boolean bare = name.matches("[a-zA-Z][a-zA-Z0-9_]*") && !RESERVED.contains(name);
        if (bare && random.nextInt(4) != 0) {
            text.append(name);
        } else {
            text.append(placeholder(name));
        }
    }

    private String placeholder(String name) {
        return placeholders.computeIfAbsent(name, key -> "#n" + placeholders.size());
    }

    public void value(Value value) {
        text.append(
                valuePlaceholders.computeIfAbsent(value, key -> ":v" + valuePlaceholders.size()));
    }

    /** An attribute name that no expression mentions: the request must be refused. */
    public void addUnusedName() {
        placeholders.put("unused", "#unused");
    }

    private String blank() {
        return random.nextInt(3) == 0 ? "" : random.nextInt(8) == 0 ? "\n\t " : " ";
    }

    /** Ends one expression; the next one of the request begins. */
    public String take() {
        String taken = text.toString().strip();
        text.setLength(0);
        return taken;
    }

    /** Adds ExpressionAttributeNames and -Values, as far as there are any. */
    public void addPlaceholders(ObjectNode request) {
        if (!placeholders.isEmpty()) {
            ObjectNode names = request.putObject("ExpressionAttributeNames");
            placeholders.forEach((name, placeholder) -> names.put(placeholder, name));
        }
        if (!valuePlaceholders.isEmpty()) {
            ObjectNode values = request.putObject("ExpressionAttributeValues");
            valuePlaceholders.forEach(
                    (value, placeholder) -> values.set(placeholder, ValueJson.value(value)));
        }
    }
}
