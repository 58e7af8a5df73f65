package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.BoundAction;
import dev.penstock.expression.evaluation.BoundCondition;
import dev.penstock.expression.evaluation.BoundPath;
import dev.penstock.expression.evaluation.PathTree;
import dev.penstock.expression.syntax.ExpressionKind;
import dev.penstock.expression.syntax.Findings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters from before expressions (Expected, AttributeUpdates, KeyConditions, QueryFilter,
 * ScanFilter, AttributesToGet, ConditionalOperator), turned into what expressions become. Every
 * refusal is a {@link RequestException} with DynamoDB's text.
 */
public final class LegacyParameters {
    private LegacyParameters() {}

    /**
     * The condition of a write.
     *
     * @param expected by attribute name; empty if the request has none
     * @param conditionalOperator AND or OR; null if the request has none
     */
    public static Condition expected(
            Map<String, LegacyExpected> expected, @Nullable String conditionalOperator) {
        checkOperator(conditionalOperator, expected.size());
        List<BoundCondition> conditions = new ArrayList<>(expected.size());
        expected.forEach((attribute, entry) -> conditions.add(entry.condition(attribute)));
        return Expressions.condition(joined(conditions, conditionalOperator));
    }

    /**
     * The filter of a Query or Scan.
     *
     * @param filter QueryFilter or ScanFilter by attribute name; empty if the request has none
     * @param conditionalOperator AND or OR; null if the request has none
     */
    public static Filter filter(
            Map<String, LegacyCondition> filter, @Nullable String conditionalOperator) {
        checkOperator(conditionalOperator, filter.size());
        List<BoundCondition> conditions = new ArrayList<>(filter.size());
        filter.forEach(
                (attribute, entry) ->
                        conditions.add(entry.operator().condition(attribute, entry.values())));
        var condition = Expressions.condition(joined(conditions, conditionalOperator));
        return new Filter("QueryFilter", condition, Set.copyOf(filter.keySet()));
    }

    /** The key condition of a Query, by attribute name. */
    public static KeyCondition keyConditions(Map<String, LegacyCondition> keyConditions) {
        List<KeyTest> tests = new ArrayList<>();
        keyConditions.forEach(
                (attribute, entry) ->
                        tests.add(entry.operator().keyTest(attribute, entry.values())));
        return new KeyCondition(tests);
    }

    /** The update of an UpdateItem, by attribute name; without any it still creates an item. */
    public static Update attributeUpdates(Map<String, LegacyUpdate> updates) {
        var tree = new PathTree<BoundAction>(new Findings(ExpressionKind.UPDATE));
        updates.forEach(
                (attribute, entry) -> tree.add(BoundPath.ofAttribute(attribute), entry.bound()));
        return new Update(tree);
    }

    /** AttributesToGet: names of top-level attributes, whatever characters they have. */
    public static Projection attributesToGet(List<String> attributes) {
        var tree = new PathTree<Boolean>(new Findings(ExpressionKind.PROJECTION));
        Set<String> seen = new LinkedHashSet<>();
        for (String attribute : attributes) {
            if (!seen.add(attribute)) {
                throw invalid("Duplicate value in attribute name: " + attribute);
            }
            tree.add(BoundPath.ofAttribute(attribute), true);
        }
        return new Projection(tree);
    }

    private static void checkOperator(@Nullable String conditionalOperator, int conditions) {
        if (conditionalOperator != null && conditions == 0) {
            throw invalid("ConditionalOperator cannot be used without Filter or Expected");
        }
        if (conditionalOperator != null && conditions == 1) {
            throw invalid(
                    "ConditionalOperator can only be used when Filter or Expected has two or more"
                            + " elements");
        }
    }

    private static BoundCondition joined(
            List<BoundCondition> conditions, @Nullable String conditionalOperator) {
        var all = List.copyOf(conditions);
        return "OR".equals(conditionalOperator)
                ? new BoundCondition.Any(all)
                : new BoundCondition.All(all);
    }

    private static RequestException invalid(String what) {
        return RequestException.validation("One or more parameter values were invalid: " + what);
    }
}
