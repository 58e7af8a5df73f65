package dev.penstock.wire.request;

import dev.penstock.wire.json.JsonName;

/** Member names that more than one operation reads or writes. */
public final class Names {
    public static final JsonName TABLE_NAME = JsonName.of("TableName");
    public static final JsonName RESOURCE_ARN = JsonName.of("ResourceArn");
    public static final JsonName TAGS = JsonName.of("Tags");
    public static final JsonName KEY = JsonName.of("Key");
    public static final JsonName ITEM = JsonName.of("Item");
    public static final JsonName KEYS = JsonName.of("Keys");
    public static final JsonName ITEMS = JsonName.of("Items");
    public static final JsonName COUNT = JsonName.of("Count");
    public static final JsonName SCANNED_COUNT = JsonName.of("ScannedCount");
    public static final JsonName LIMIT = JsonName.of("Limit");
    public static final JsonName SELECT = JsonName.of("Select");
    public static final JsonName INDEX_NAME = JsonName.of("IndexName");
    public static final JsonName ATTRIBUTES = JsonName.of("Attributes");
    public static final JsonName ATTRIBUTES_TO_GET = JsonName.of("AttributesToGet");
    public static final JsonName CONSISTENT_READ = JsonName.of("ConsistentRead");
    public static final JsonName CONSUMED_CAPACITY = JsonName.of("ConsumedCapacity");
    public static final JsonName RETURN_CONSUMED_CAPACITY = JsonName.of("ReturnConsumedCapacity");
    public static final JsonName RETURN_ITEM_COLLECTION_METRICS =
            JsonName.of("ReturnItemCollectionMetrics");
    public static final JsonName RETURN_VALUES = JsonName.of("ReturnValues");
    public static final JsonName RETURN_VALUES_ON_CONDITION_CHECK_FAILURE =
            JsonName.of("ReturnValuesOnConditionCheckFailure");
    public static final JsonName EXPECTED = JsonName.of("Expected");
    public static final JsonName CONDITIONAL_OPERATOR = JsonName.of("ConditionalOperator");
    public static final JsonName CONDITION_EXPRESSION = JsonName.of("ConditionExpression");
    public static final JsonName UPDATE_EXPRESSION = JsonName.of("UpdateExpression");
    public static final JsonName ATTRIBUTE_UPDATES = JsonName.of("AttributeUpdates");
    public static final JsonName PROJECTION_EXPRESSION = JsonName.of("ProjectionExpression");
    public static final JsonName FILTER_EXPRESSION = JsonName.of("FilterExpression");
    public static final JsonName KEY_CONDITION_EXPRESSION = JsonName.of("KeyConditionExpression");
    public static final JsonName KEY_CONDITIONS = JsonName.of("KeyConditions");
    public static final JsonName QUERY_FILTER = JsonName.of("QueryFilter");
    public static final JsonName SCAN_FILTER = JsonName.of("ScanFilter");
    public static final JsonName EXPRESSION_ATTRIBUTE_NAMES =
            JsonName.of("ExpressionAttributeNames");
    public static final JsonName EXPRESSION_ATTRIBUTE_VALUES =
            JsonName.of("ExpressionAttributeValues");
    public static final JsonName EXCLUSIVE_START_KEY = JsonName.of("ExclusiveStartKey");
    public static final JsonName LAST_EVALUATED_KEY = JsonName.of("LastEvaluatedKey");
    public static final JsonName SCAN_INDEX_FORWARD = JsonName.of("ScanIndexForward");
    public static final JsonName SEGMENT = JsonName.of("Segment");
    public static final JsonName TOTAL_SEGMENTS = JsonName.of("TotalSegments");
    public static final JsonName REQUEST_ITEMS = JsonName.of("RequestItems");

    private Names() {}
}
