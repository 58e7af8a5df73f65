package dev.penstock.model.language;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An update expression: prints itself, and makes a new item of an old one. */
public record Update(List<Action> actions) {
    /** No expression at all: it only makes an item where there is none. */
    public static final Update NONE = new Update(List.of());

    public static final String INVALID_PATH =
            "The document path provided in the update expression is invalid for update";

    /** What happens at the end of one path. */
    public sealed interface Action {
        Path path();

        record Put(Path path, Source source) implements Action {}

        record Remove(Path path) implements Action {}

        record Add(Path path, Value value) implements Action {}

        record Delete(Path path, Value value) implements Action {}
    }

    /**
     * The new item, or why there is none: DynamoDB reports one of the errors, which one is not
     * said.
     *
     * @param item null if there is still none
     */
    public record Outcome(@Nullable Map<String, Value> item, Set<String> errors) {}

    public List<Path> paths() {
        return actions.stream().map(Action::path).toList();
    }

    public Outcome apply(@Nullable Map<String, Value> old, Map<String, Value> key) {
        Map<String, Value> read = old == null ? Map.of() : old;
        var results = new ArrayList<Result>();
        var errors = new TreeSet<String>();
        for (Action action : actions) {
            try {
                requireParent(action.path(), read);
                results.add(new Result(action.path(), result(action, read)));
            } catch (ModelException e) {
                errors.addAll(e.texts());
            }
        }
        if (!errors.isEmpty()) {
            return new Outcome(null, errors);
        }
        boolean takesAway =
                !actions.isEmpty()
                        && actions.stream()
                                .allMatch(
                                        a ->
                                                a instanceof Action.Remove
                                                        || a instanceof Action.Delete);
        if (old == null && takesAway) {
            return new Outcome(null, Set.of());
        }
        return new Outcome(changed(old == null ? key : old, results), Set.of());
    }

    /**
     * What a path shall have.
     *
     * @param value null: nothing
     */
    private record Result(Path path, @Nullable Value value) implements Comparable<Result> {
        @Override
        public int compareTo(Result other) {
            int common = Math.min(path.steps().size(), other.path.steps().size());
            for (int i = 0; i < common; i++) {
                int order = path.steps().get(i).compareTo(other.path.steps().get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(path.steps().size(), other.path.steps().size());
        }
    }

    private static void requireParent(Path path, Map<String, Value> old) {
        Path parent = path.parent();
        if (parent == null) {
            return;
        }
        Value container = parent.find(old);
        boolean fits =
                switch (path.last()) {
                    case Path.Step.Name name -> container instanceof Value.Fields;
                    case Path.Step.Index index -> container instanceof Value.Elements;
                };
        if (!fits) {
            throw new ModelException(INVALID_PATH);
        }
    }

    private static @Nullable Value result(Action action, Map<String, Value> old) {
        Value current = action.path().find(old);
        return switch (action) {
            case Action.Put(Path path, Source source) -> source.in(old);
            case Action.Remove(Path path) -> null;
            case Action.Add(Path path, Value value) ->
                    current == null ? value : sum(current, value);
            case Action.Delete(Path path, Value value) ->
                    current == null ? null : difference(current, value);
        };
    }

    private static Value sum(Value current, Value value) {
        if (value instanceof Value.Num number) {
            return Source.checked(Source.number(current).add(number.number()));
        }
        var all = new LinkedHashSet<>(members(current, value.type()).values());
        all.addAll(members(value, value.type()).values());
        return new Value.Members(value.type(), all);
    }

    private static @Nullable Value difference(Value current, Value value) {
        var rest = new LinkedHashSet<>(members(current, value.type()).values());
        rest.removeAll(members(value, value.type()).values());
        return rest.isEmpty() ? null : new Value.Members(value.type(), rest);
    }

    private static Value.Members members(Value value, String type) {
        if (value instanceof Value.Members members && members.type().equals(type)) {
            return members;
        }
        throw new ModelException(Source.WRONG_TYPE);
    }

    /** First all that is put, lowest index first; then all that goes, highest index first. */
    private static Map<String, Value> changed(Map<String, Value> old, List<Result> results) {
        Map<String, Value> item = Value.copyOf(old);
        List<Result> sorted = results.stream().sorted().toList();
        for (Result result : sorted) {
            if (result.value != null) {
                put(item, result.path, result.value.copy());
            }
        }
        for (Result result : sorted.reversed()) {
            if (result.value == null) {
                remove(item, result.path, old);
            }
        }
        return new TreeMap<>(item);
    }

    private static void put(Map<String, Value> item, Path path, Value value) {
        Value container = container(item, path);
        switch (path.last()) {
            case Path.Step.Name(String name) ->
                    ((Value.Fields) container).values().put(name, value);
            case Path.Step.Index(int index) -> {
                List<Value> list = ((Value.Elements) container).values();
                if (index < list.size()) {
                    list.set(index, value);
                } else {
                    list.add(value);
                }
            }
        }
    }

    /** An element that was not there before is not removed: what was appended stays. */
    private static void remove(Map<String, Value> item, Path path, Map<String, Value> old) {
        if (path.find(old) == null) {
            return;
        }
        Value container = container(item, path);
        switch (path.last()) {
            case Path.Step.Name(String name) -> ((Value.Fields) container).values().remove(name);
            case Path.Step.Index(int index) -> ((Value.Elements) container).values().remove(index);
        }
    }

    private static Value container(Map<String, Value> item, Path path) {
        Path parent = path.parent();
        Value container = parent == null ? new Value.Fields(item) : parent.find(item);
        if (container == null) {
            throw new IllegalStateException("no parent of " + path);
        }
        return container;
    }

    public void print(ExpressionText text) {
        printSection("SET", Action.Put.class, text);
        printSection("REMOVE", Action.Remove.class, text);
        printSection("ADD", Action.Add.class, text);
        printSection("DELETE", Action.Delete.class, text);
    }

    private void printSection(String keyword, Class<?> kind, ExpressionText text) {
        boolean first = true;
        for (Action action : actions) {
            if (!kind.isInstance(action)) {
                continue;
            }
            if (first) {
                text.keyword(keyword);
            } else {
                text.symbol(",");
            }
            first = false;
            print(action, text);
        }
    }

    private static void print(Action action, ExpressionText text) {
        action.path().print(text);
        switch (action) {
            case Action.Put(Path path, Source source) -> {
                text.symbol("=");
                source.print(text);
            }
            case Action.Remove remove -> text.add("");
            case Action.Add(Path path, Value value) -> {
                text.add(" ");
                text.value(value);
            }
            case Action.Delete(Path path, Value value) -> {
                text.add(" ");
                text.value(value);
            }
        }
    }
}
