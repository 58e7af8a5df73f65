package dev.penstock.model.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document path: the first step is a name. */
public record Path(List<Step> steps) {
    public sealed interface Step extends Comparable<Step> {
        record Name(String name) implements Step {}

        record Index(int index) implements Step {}

        /** Elements by their index; the order of all else only has to be one. */
        @Override
        default int compareTo(Step other) {
            return switch (this) {
                case Index(int index) ->
                        other instanceof Index(int otherIndex)
                                ? Integer.compare(index, otherIndex)
                                : -1;
                case Name(String name) ->
                        other instanceof Name(String otherName) ? name.compareTo(otherName) : 1;
            };
        }
    }

    public static Path of(String attribute) {
        return new Path(List.of(new Step.Name(attribute)));
    }

    public String attribute() {
        return ((Step.Name) steps.getFirst()).name();
    }

    public Step last() {
        return steps.getLast();
    }

    /** The path without its last step; null if it has only one. */
    public @Nullable Path parent() {
        return steps.size() == 1 ? null : new Path(steps.subList(0, steps.size() - 1));
    }

    public Path then(Step step) {
        var longer = new ArrayList<>(steps);
        longer.add(step);
        return new Path(List.copyOf(longer));
    }

    public @Nullable Value find(Map<String, Value> item) {
        Value value = new Value.Fields(item);
        for (Step step : steps) {
            value = child(value, step);
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    public static @Nullable Value child(Value parent, Step step) {
        return switch (step) {
            case Step.Name(String name) ->
                    parent instanceof Value.Fields fields ? fields.values().get(name) : null;
            case Step.Index(int index) ->
                    parent instanceof Value.Elements elements && index < elements.values().size()
                            ? elements.values().get(index)
                            : null;
        };
    }

    /** Whether no two of the paths may stand in one update or projection. */
    public static boolean clash(List<Path> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (paths.get(i).clashesWith(paths.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One leads through the other, or one takes for a list what the other takes for a map. */
    private boolean clashesWith(Path other) {
        int common = Math.min(steps.size(), other.steps.size());
        for (int i = 0; i < common; i++) {
            Step a = steps.get(i);
            Step b = other.steps.get(i);
            if (!a.equals(b)) {
                return a instanceof Step.Name != b instanceof Step.Name;
            }
        }
        return true;
    }

    public void print(ExpressionText text) {
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Step.Name(String name) -> {
                    text.add(i == 0 ? "" : ".");
                    text.name(name);
                }
                case Step.Index(int index) -> text.add("[" + index + "]");
            }
        }
    }
}
