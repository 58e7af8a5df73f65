package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key condition of a Query, from KeyConditionExpression or from KeyConditions, before the key
 * schema is known. Immutable.
 */
public final class KeyCondition {
    private static final int TESTS_MAX = 2;

    private final List<KeyTest> tests;

    /**
     * @param tests at most one of each attribute
     */
    KeyCondition(List<KeyTest> tests) {
        this.tests = List.copyOf(tests);
    }

    /**
     * What the Query reads of a table or index with this schema.
     *
     * @throws RequestException with DynamoDB's text, if the condition does not fit the schema
     */
    public KeyRange range(KeySchema schema) {
        var sortKey = schema.sortKey();
        requireShape(schema.partitionKey(), sortKey);
        var partitionTest = require(schema.partitionKey());
        var sortTest = sortKey != null && tests.size() == TESTS_MAX ? require(sortKey) : null;
        requireType(partitionTest, schema.partitionKey());
        if (sortTest != null && sortKey != null) {
            requireType(sortTest, sortKey);
        }
        var range = sortTest == null ? SortRange.ALL : sortTest.range();
        return new KeyRange(partitionTest.payload(0), range);
    }

    /**
     * What the Query reads of an index with this schema: an interval of the composite keys that
     * {@link dev.penstock.item.IndexKey} makes.
     *
     * @throws RequestException with DynamoDB's text, if the condition does not fit the schema
     */
    public KeyRange range(IndexKeySchema schema) {
        if (isOfSingleAttributes(schema)) {
            var sortKeys = schema.sortKeys();
            requireShape(
                    schema.partitionKeys().getFirst(),
                    sortKeys.isEmpty() ? null : sortKeys.getFirst());
        }
        var partition = new ArrayList<KeyTest>();
        for (var key : schema.partitionKeys()) {
            var test = require(key);
            if (test.operator() != KeyTest.Operator.EQ) {
                throw unsupported();
            }
            requireType(test, key);
            partition.add(test);
        }
        var sort = sortTests(schema.sortKeys());
        if (partition.size() + sort.size() != tests.size()) {
            throw unsupported();
        }
        return new KeyRange(
                CompositeRange.partitionKey(partition), CompositeRange.ofSortKeys(sort));
    }

    /** Which conditions there are on a key of one attribute, or of two. */
    private void requireShape(KeyAttribute partitionKey, @Nullable KeyAttribute sortKey) {
        if (tests.isEmpty() || tests.size() > TESTS_MAX) {
            throw RequestException.validation("Conditions can be of length 1 or 2 only");
        }
        var partitionTest = require(partitionKey);
        boolean hasStrayTest = sortKey == null && tests.size() == TESTS_MAX;
        if (hasStrayTest || partitionTest.operator() != KeyTest.Operator.EQ) {
            throw unsupported();
        }
        if (sortKey != null && tests.size() == TESTS_MAX) {
            require(sortKey);
        }
    }

    private static boolean isOfSingleAttributes(IndexKeySchema schema) {
        return schema.partitionKeys().size() == 1 && schema.sortKeys().size() <= 1;
    }

    /** From the first sort attribute on, without a gap; only the last may be tested for a range. */
    private List<KeyTest> sortTests(List<KeyAttribute> keys) {
        var found = new ArrayList<KeyTest>();
        for (int i = 0; i < keys.size(); i++) {
            var test = test(keys.get(i));
            if (test == null) {
                continue;
            }
            for (int before = 0; before < i; before++) {
                var earlier = test(keys.get(before));
                if (earlier == null || earlier.operator() != KeyTest.Operator.EQ) {
                    throw RequestException.validation(
                            "RANGE key attributes %s must have equality conditions specified in the query because a condition is present on key attribute %s"
                                    .formatted(keys.get(before).name(), keys.get(i).name()));
                }
            }
            requireType(test, keys.get(i));
            found.add(test);
        }
        return found;
    }

    private KeyTest require(KeyAttribute key) {
        var test = test(key);
        if (test == null) {
            throw RequestException.validation(
                    "Query condition missed key schema element: " + key.name());
        }
        return test;
    }

    private @Nullable KeyTest test(KeyAttribute key) {
        for (var test : tests) {
            if (test.isOf(key)) {
                return test;
            }
        }
        return null;
    }

    private static void requireType(KeyTest test, KeyAttribute key) {
        if (!test.hasTypeOf(key)) {
            throw RequestException.validation(
                    "One or more parameter values were invalid: Condition parameter type does not"
                            + " match schema type");
        }
        if (test.operator() == KeyTest.Operator.EQ && test.payload(0).length == 0) {
            throw RequestException.validation(
                    "One or more parameter values are not valid. The AttributeValue for a key"
                            + " attribute cannot contain an empty "
                            + (key.type() == KeyType.S ? "string" : "binary")
                            + " value. Key: "
                            + key.name());
        }
    }

    private static RequestException unsupported() {
        return RequestException.validation("Query key condition not supported");
    }
}
