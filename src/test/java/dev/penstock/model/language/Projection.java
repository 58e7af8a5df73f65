package dev.penstock.model.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A projection expression: prints itself, and picks the parts of an item that it names. */
public record Projection(List<Path> paths) {
    public Map<String, Value> of(Map<String, Value> item) {
        List<List<Path.Step>> rest = paths.stream().map(Path::steps).toList();
        Value picked = pick(new Value.Fields(item), rest);
        return picked instanceof Value.Fields fields ? fields.values() : Map.of();
    }

    /** What the paths find in a value; null if nothing. */
    private static @Nullable Value pick(Value value, List<List<Path.Step>> paths) {
        if (paths.stream().anyMatch(List::isEmpty)) {
            return value;
        }
        var fields = new TreeMap<String, Value>();
        var elements = new TreeMap<Integer, Value>();
        for (List<Path.Step> path : paths) {
            Path.Step first = path.getFirst();
            Value child = Path.child(value, first);
            Value picked =
                    child == null
                            ? null
                            : pick(
                                    child,
                                    paths.stream()
                                            .filter(other -> other.getFirst().equals(first))
                                            .map(other -> other.subList(1, other.size()))
                                            .toList());
            if (picked != null) {
                switch (first) {
                    case Path.Step.Name(String name) -> fields.put(name, picked);
                    case Path.Step.Index(int index) -> elements.put(index, picked);
                }
            }
        }
        if (!fields.isEmpty()) {
            return new Value.Fields(fields);
        }
        return elements.isEmpty() ? null : new Value.Elements(new ArrayList<>(elements.values()));
    }

    public void print(ExpressionText text) {
        for (int i = 0; i < paths.size(); i++) {
            if (i > 0) {
                text.symbol(",");
            }
            paths.get(i).print(text);
        }
    }
}
