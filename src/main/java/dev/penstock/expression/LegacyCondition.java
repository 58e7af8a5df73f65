package dev.penstock.expression;

import java.util.List;

/**
 * One entry of KeyConditions, QueryFilter or ScanFilter.
 *
 * @param comparisonOperator one of DynamoDB's ComparisonOperators; the wire has checked that
 * @param values the AttributeValueList, empty if there is none: encoded values, each alone
 */
public record LegacyCondition(String comparisonOperator, List<byte[]> values) {
    public LegacyCondition {
        values = List.copyOf(values);
    }

    LegacyOperator operator() {
        return LegacyOperator.valueOf(comparisonOperator);
    }
}
