package dev.penstock.expression;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: what does each kind of expression cost, once to parse and bind and then for every item
 * of about 500 bytes in 8 attributes? Run: {@code load-tests/microbenchmarks Expression}. Record:
 * docs/performance/microbenchmarks.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExpressionBenchmark {
    private static final byte[] ITEM =
            TestValues.item(
                    "price",
                    1234.56,
                    "active",
                    true,
                    "tags",
                    TestValues.strings("alpha", "beta", "gamma"),
                    "addr",
                    TestValues.map("street", "221B Baker Street", "city", "London", "zip", 90210),
                    "cnt",
                    104242,
                    "descr",
                    "Lorem ipsum dolor sit amet consectetur ".repeat(10));
    private static final byte[] KEY = TestValues.key();
    private static final Map<String, String> NAMES = Map.of("#a", "addr", "#c", "city");
    private static final String CONDITION = "attribute_exists(pk) AND price < :max";
    private static final String FILTER =
            "active = :yes AND (cnt BETWEEN :low AND :high OR contains(tags, :tag))"
                    + " AND begins_with(#a.#c, :start)";
    private static final String ADD = "ADD cnt :one";
    private static final String SET = "SET #a.#c = :city, cnt = cnt + :one, recent = :list";
    private static final String PROJECTION = "price, #a.#c, tags, cnt";

    private final Condition condition = newCondition();
    private final Filter filter = newFilter();
    private final Update add = newAdd();
    private final Update set = newSet();
    private final Projection projection = newProjection();

    @Benchmark
    public Condition parseCondition() {
        return newCondition();
    }

    @Benchmark
    public Filter parseFilter() {
        return newFilter();
    }

    @Benchmark
    public Update parseAdd() {
        return newAdd();
    }

    @Benchmark
    public Update parseSet() {
        return newSet();
    }

    @Benchmark
    public Projection parseProjection() {
        return newProjection();
    }

    @Benchmark
    public boolean condition() {
        return condition.holds(ITEM);
    }

    @Benchmark
    public boolean filter() {
        return filter.holds(ITEM);
    }

    @Benchmark
    public UpdateResult add() {
        return add.apply(ITEM, KEY);
    }

    @Benchmark
    public UpdateResult set() {
        return set.apply(ITEM, KEY);
    }

    @Benchmark
    public byte[] projection() {
        return projection.project(ITEM);
    }

    private static Condition newCondition() {
        return Expressions.parseCondition(CONDITION, TestValues.values(":max", 2000));
    }

    private static Filter newFilter() {
        var context =
                TestValues.context(
                        NAMES, ":yes", true, ":low", 1, ":high", 9, ":tag", "beta", ":start", "Lo");
        return Expressions.parseFilter(FILTER, context);
    }

    private static Update newAdd() {
        return Expressions.parseUpdate(ADD, TestValues.values(":one", 1));
    }

    private static Update newSet() {
        var context =
                TestValues.context(NAMES, ":city", "Paris", ":one", 1, ":list", List.of(1, 2));
        return Expressions.parseUpdate(SET, context);
    }

    private static Projection newProjection() {
        return Expressions.parseProjection(PROJECTION, TestValues.context(NAMES));
    }
}
