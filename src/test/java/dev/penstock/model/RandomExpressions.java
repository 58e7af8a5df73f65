package dev.penstock.model;

import dev.penstock.model.language.Condition;
import dev.penstock.model.language.Operand;
import dev.penstock.model.language.Path;
import dev.penstock.model.language.Projection;
import dev.penstock.model.language.Source;
import dev.penstock.model.language.Update;
import dev.penstock.model.language.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Expressions that DynamoDB accepts, made to fit one item so that they often mean something. */
final class RandomExpressions {
    private static final List<String> ORDERS = List.of("<", "<=", ">", ">=");
    private static final List<String> EQUALITIES = List.of("=", "<>");
    private static final List<String> SIZED = List.of("S", "B", "L", "M", "SS", "NS", "BS");
    private static final List<String> CONTAINING = List.of("S", "B", "L", "SS", "NS", "BS");
    private static final List<String> BEGINNING = List.of("S", "B");
    private static final List<String> ADDABLE = List.of("N", "N", "SS", "NS", "BS");
    private static final int STEPS_MAX = 5;

    private final Random random;
    private final RandomValues values;
    private final ModelTable table;
    private final Map<String, Value> item;

    /**
     * @param item what the expressions are about; may be empty
     */
    RandomExpressions(
            Random random, RandomValues values, ModelTable table, Map<String, Value> item) {
        this.random = random;
        this.values = values;
        this.table = table;
        this.item = item;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    /**
     * @param keysOneIn how seldom it may lead to a key attribute
     */
    Path path(int keysOneIn) {
        Path path = Path.of(attribute(keysOneIn));
        while (path.steps().size() < STEPS_MAX) {
            Value value = path.find(item);
            boolean isContainer = value instanceof Value.Fields || value instanceof Value.Elements;
            if (isContainer ? chance(3) : !chance(10)) {
                return path;
            }
            path = path.then(step(value));
        }
        return path;
    }

    private String attribute(int keysOneIn) {
        if (chance(keysOneIn)) {
            return values.oneOf(table.keyAttributes()).name();
        }
        var present = item.keySet().stream().filter(name -> !table.isKey(name)).toList();
        while (true) {
            String name = present.isEmpty() || chance(4) ? values.name() : values.oneOf(present);
            if (!table.isKey(name)) {
                return name;
            }
        }
    }

    private Path.Step step(@Nullable Value parent) {
        if (parent instanceof Value.Fields(Map<String, Value> fields)) {
            return new Path.Step.Name(
                    fields.isEmpty() || chance(4)
                            ? values.name()
                            : values.oneOf(List.copyOf(fields.keySet())));
        }
        if (parent instanceof Value.Elements(List<Value> elements)) {
            return new Path.Step.Index(random.nextInt(elements.size() + 2));
        }
        return random.nextBoolean()
                ? new Path.Step.Name(values.name())
                : new Path.Step.Index(random.nextInt(3));
    }

    Condition condition(int depth, int keysOneIn) {
        if (depth > 0 && !chance(3)) {
            return switch (random.nextInt(4)) {
                case 0 ->
                        new Condition.And(
                                condition(depth - 1, keysOneIn), condition(depth - 1, keysOneIn));
                case 1 ->
                        new Condition.Or(
                                condition(depth - 1, keysOneIn), condition(depth - 1, keysOneIn));
                case 2 -> new Condition.Not(condition(depth - 1, keysOneIn));
                default -> grouped(condition(depth - 1, keysOneIn));
            };
        }
        return test(path(keysOneIn));
    }

    /** Parentheses inside parentheses would be refused as redundant. */
    private static Condition grouped(Condition condition) {
        return condition instanceof Condition.Group ? condition : new Condition.Group(condition);
    }

    private Condition test(Path path) {
        var at = new Operand.At(path);
        return switch (random.nextInt(12)) {
            case 0 -> new Condition.Exists(path);
            case 1 -> new Condition.NotExists(path);
            case 2 -> new Condition.HasType(path, typeNear(path));
            case 3 -> new Condition.BeginsWith(at, otherThan(at, BEGINNING));
            case 4 -> contains(path);
            case 5 -> new Condition.In(at, candidates(at));
            case 6 -> between(at);
            case 7 -> between(new Operand.Size(at));
            case 8 ->
                    new Condition.Comparison(
                            new Operand.Size(at),
                            values.oneOf(ORDERS),
                            new Operand.Literal(Value.number(random.nextInt(4))));
            case 9 ->
                    new Condition.Comparison(
                            otherThan(at, RandomValues.SCALARS), values.oneOf(ORDERS), at);
            case 10 ->
                    new Condition.Comparison(
                            at, values.oneOf(ORDERS), otherThan(at, RandomValues.SCALARS));
            default ->
                    new Condition.Comparison(
                            at, values.oneOf(EQUALITIES), otherThan(at, RandomValues.TYPES));
        };
    }

    private String typeNear(Path path) {
        Value value = path.find(item);
        return value == null || random.nextBoolean()
                ? values.oneOf(RandomValues.TYPES)
                : value.type();
    }

    /** A literal of one of the types, often what the path has; or another path, or a size. */
    private Operand otherThan(Operand.At at, List<String> types) {
        if (chance(6)) {
            Path other = path(10);
            if (!other.equals(at.path())) {
                return new Operand.At(other);
            }
        }
        if (chance(10) && types.contains("N")) {
            return new Operand.Size(
                    random.nextBoolean()
                            ? new Operand.At(path(10))
                            : new Operand.Literal(values.ofType(values.oneOf(SIZED))));
        }
        Value value = at.path().find(item);
        if (value == null || !types.contains(value.type()) || chance(4)) {
            return new Operand.Literal(values.ofType(values.oneOf(types)));
        }
        return new Operand.Literal(random.nextBoolean() ? value : values.ofType(value.type()));
    }

    private Condition contains(Path path) {
        Value value = path.find(item);
        if (chance(6)) {
            Value container = values.ofType(values.oneOf(CONTAINING));
            return new Condition.Contains(new Operand.Literal(container), new Operand.At(path));
        }
        Value part =
                switch (value) {
                    case Value.Elements elements when !elements.values().isEmpty() ->
                            values.oneOf(elements.values());
                    case Value.Members members when random.nextBoolean() ->
                            members.values().iterator().next();
                    case Value.Members members -> values.scalar(members.type().substring(0, 1));
                    case Value.Text text -> values.scalar("S");
                    case Value.Bytes bytes -> values.scalar("B");
                    case null, default -> values.any();
                };
        return new Condition.Contains(new Operand.At(path), new Operand.Literal(part));
    }

    private List<Operand> candidates(Operand.At at) {
        var candidates = new ArrayList<Operand>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            candidates.add(otherThan(at, RandomValues.TYPES));
        }
        return candidates;
    }

    /** DynamoDB refuses bounds that are literals of two types, or the wrong way round. */
    private Condition between(Operand operand) {
        Value near = operand.in(item);
        String type =
                near != null && near.isOrdered() ? near.type() : values.oneOf(List.of("N", "S"));
        Value a = values.scalar(type);
        Value b = values.scalar(type);
        boolean sorted = a.compareWith(b) <= 0;
        Operand lower = new Operand.Literal(sorted ? a : b);
        Operand upper = new Operand.Literal(sorted ? b : a);
        if (chance(6)) {
            return new Condition.Between(lower, operand, upper);
        }
        return new Condition.Between(operand, lower, upper);
    }

    Projection projection() {
        var paths = new ArrayList<Path>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            addPath(paths, path(6));
        }
        return new Projection(paths);
    }

    /** Paths that clash are an error: let few of them pass. */
    private boolean addPath(List<Path> paths, Path path) {
        paths.add(path);
        if (Path.clash(paths) && !chance(20)) {
            paths.removeLast();
            return false;
        }
        return true;
    }

    Update update() {
        var paths = new ArrayList<Path>();
        var actions = new ArrayList<Update.Action>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Path path = path(150);
            if (addPath(paths, path)) {
                actions.add(action(path));
            }
        }
        return new Update(actions);
    }

    private Update.Action action(Path path) {
        Value current = path.find(item);
        String near = current == null || chance(10) ? values.oneOf(ADDABLE) : current.type();
        boolean isSet = RandomValues.SETS.contains(near);
        return switch (random.nextInt(6)) {
            case 0 -> new Update.Action.Remove(path);
            case 1 ->
                    new Update.Action.Add(
                            path, values.ofType(isSet || near.equals("N") ? near : "N"));
            case 2 ->
                    isSet
                            ? new Update.Action.Delete(path, values.ofType(near))
                            : new Update.Action.Put(path, source());
            default -> new Update.Action.Put(path, source());
        };
    }

    private Source source() {
        return switch (random.nextInt(7)) {
            case 0 -> new Source.At(path(8));
            case 1 -> new Source.IfNotExists(path(8), new Source.Literal(values.any()));
            case 2 -> new Source.ListAppend(list(2), list(2));
            case 3, 4 ->
                    new Source.Arithmetic(number(), random.nextBoolean() ? "+" : "-", number());
            default -> new Source.Literal(values.any());
        };
    }

    private Source list(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 4)) {
            case 0 -> new Source.At(pathOf("L"));
            case 1 -> new Source.IfNotExists(pathOf("L"), new Source.Literal(values.ofType("L")));
            case 4 -> new Source.ListAppend(list(depth - 1), list(depth - 1));
            default -> new Source.Literal(values.ofType("L"));
        };
    }

    private Source number() {
        return switch (random.nextInt(4)) {
            case 0 -> new Source.At(pathOf("N"));
            case 1 -> new Source.IfNotExists(pathOf("N"), new Source.Literal(values.ofType("N")));
            default -> new Source.Literal(values.ofType("N"));
        };
    }

    /** A path to a value of this type if a few attempts find one. */
    private Path pathOf(String type) {
        Path path = path(8);
        for (int i = 0; i < 6; i++) {
            Value value = path.find(item);
            if (value != null && value.type().equals(type)) {
                return path;
            }
            path = path(8);
        }
        return path;
    }
}
