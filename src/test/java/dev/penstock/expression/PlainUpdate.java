package dev.penstock.expression;

import dev.penstock.expression.TestValues.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An update over plain values. Elements of lists keep their places until the end: what was removed
 * leaves a hole, what was set behind the end waits beside the list.
 */
final class PlainUpdate {
    static final String INVALID_PATH =
            "The document path provided in the update expression is invalid for update";
    static final String MISSING_OPERAND =
            "The provided expression refers to an attribute that does not exist in the item";
    static final String WRONG_TYPE =
            "An operand in the update expression has an incorrect data type";

    /** An error of the model; its message is DynamoDB's text. */
    static final class ModelError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ModelError(String message) {
            super(message);
        }
    }

    /** A right-hand side, over the old attributes. */
    interface Expression {
        Object evaluate(Map<String, Object> old);
    }

    /** What becomes of a value; null is an absent value. */
    interface Change {
        @Nullable Object apply(@Nullable Object current, Map<String, Object> old);
    }

    record Action(List<Object> path, Change change) {}

    private static final Object HOLE = new Object();

    private final Map<String, Object> old;
    private final IdentityHashMap<Object, TreeMap<Integer, Object>> appended =
            new IdentityHashMap<>();
    private final Set<String> errors = new TreeSet<>();

    private PlainUpdate(Map<String, Object> old) {
        this.old = old;
    }

    /** The attributes after the update; or the texts of all errors, of which any may be thrown. */
    static Object apply(Map<String, Object> old, List<Action> actions) {
        var update = new PlainUpdate(old);
        Object root = update.open(old);
        for (var action : actions) {
            try {
                update.act(root, action);
            } catch (ModelError e) {
                update.errors.add(String.valueOf(e.getMessage()));
            }
        }
        return update.errors.isEmpty() ? update.close(root) : update.errors;
    }

    static Change set(Expression value) {
        return (current, old) -> value.evaluate(old);
    }

    static Change add(Object operand) {
        return (current, old) -> {
            if (current == null) {
                return operand;
            }
            if (current instanceof BigDecimal a && operand instanceof BigDecimal b) {
                return TestValues.number(a.add(b));
            }
            if (operand instanceof Members b && PlainModel.isSet(current, b.type())) {
                return PlainModel.union((Members) current, b);
            }
            throw new ModelError(WRONG_TYPE);
        };
    }

    static Change delete(Members operand) {
        return (current, old) -> {
            if (current == null) {
                return null;
            }
            if (!PlainModel.isSet(current, operand.type())) {
                throw new ModelError(WRONG_TYPE);
            }
            var rest = PlainModel.difference((Members) current, operand);
            return rest.values().isEmpty() ? null : rest;
        };
    }

    private void act(Object root, Action action) {
        var path = action.path();
        @Nullable Object parent = root;
        for (Object step : path.subList(0, path.size() - 1)) {
            parent = step(parent, step);
        }
        Object last = path.getLast();
        boolean fits = last instanceof String ? parent instanceof Map : parent instanceof List;
        if (!fits) {
            errors.add(INVALID_PATH);
        }
        Object before = PlainModel.resolve(old, path);
        Object after = action.change().apply(before, old);
        if (parent != null && fits) {
            put(parent, last, after);
        }
    }

    private static @Nullable Object step(@Nullable Object value, Object step) {
        return value == null ? null : PlainModel.resolve(value, List.of(step));
    }

    @SuppressWarnings("unchecked")
    private void put(Object parent, Object step, @Nullable Object value) {
        if (step instanceof String name) {
            var map = (Map<String, Object>) parent;
            map.remove(name);
            if (value != null) {
                map.put(name, open(value));
            }
            return;
        }
        var list = (List<Object>) parent;
        int index = (Integer) step;
        if (index < list.size()) {
            list.set(index, value == null ? HOLE : open(value));
        } else if (value != null) {
            appended.computeIfAbsent(list, key -> new TreeMap<>()).put(index, value);
        }
    }

    /** A copy that can be changed. */
    private Object open(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((name, entry) -> copy.put((String) name, open(entry)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(open(element)));
            return copy;
        }
        return value;
    }

    private Object close(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((name, entry) -> copy.put((String) name, close(entry)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.stream().filter(element -> !HOLE.equals(element)).forEach(e -> copy.add(close(e)));
            copy.addAll(appended.getOrDefault(list, new TreeMap<>()).values());
            return copy;
        }
        return value;
    }
}
