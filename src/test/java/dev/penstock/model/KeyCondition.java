package dev.penstock.model;

import dev.penstock.model.language.Condition;
import dev.penstock.model.language.ExpressionText;
import dev.penstock.model.language.Operand;
import dev.penstock.model.language.Path;
import dev.penstock.model.language.Value;
import java.util.List;
import java.util.Map;

/**
 * A key condition: prints itself, and judges keys.
 *
 * @param operator of the sort key: a comparator, BETWEEN, begins_with; empty: any sort key
 * @param operands of the sort key's operator
 */
record KeyCondition(ModelTable table, Value partition, String operator, List<Value> operands) {
    boolean holds(ModelTable.Key key) {
        if (!key.partition().equals(partition)) {
            return false;
        }
        Value sort = key.sort();
        if (operator.isEmpty() || sort == null) {
            return true;
        }
        return test(new Operand.Literal(sort)).holds(Map.of());
    }

    private Condition test(Operand sort) {
        var first = new Operand.Literal(operands.getFirst());
        return switch (operator) {
            case "BETWEEN" ->
                    new Condition.Between(sort, first, new Operand.Literal(operands.getLast()));
            case "begins_with" -> new Condition.BeginsWith(sort, first);
            default -> new Condition.Comparison(sort, operator, first);
        };
    }

    /**
     * @param sortFirst the order of the two conditions says nothing
     */
    void print(ExpressionText text, boolean sortFirst) {
        Condition partitionTest =
                new Condition.Comparison(
                        new Operand.At(Path.of(table.partitionKey().name())),
                        "=",
                        new Operand.Literal(partition));
        ModelTable.KeyAttribute sortKey = table.sortKey();
        if (sortKey == null || operator.isEmpty()) {
            partitionTest.print(text);
            return;
        }
        Condition sortTest = test(new Operand.At(Path.of(sortKey.name())));
        Condition both =
                sortFirst
                        ? new Condition.And(sortTest, partitionTest)
                        : new Condition.And(partitionTest, sortTest);
        both.print(text);
    }
}
