package dev.penstock.table;

import org.jspecify.annotations.Nullable;

/**
 * What UpdateTable asks of a table's stream (DynamoDB: StreamSpecification).
 *
 * @param viewType of the stream that is to begin; null: the stream is to end
 */
public record StreamSpecification(@Nullable StreamViewType viewType) {}
