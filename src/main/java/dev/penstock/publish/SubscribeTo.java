package dev.penstock.publish;

import dev.penstock.expression.Condition;
import dev.penstock.stream.StreamStart;
import dev.penstock.table.StreamDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be told.
 *
 * @param start from where on
 * @param filter on what the stream shows of the item: as it is now, else as it was, else its key;
 *     null: everything
 * @param loop where the deliveries are handed over
 */
public record SubscribeTo(
        StreamDefinition stream,
        ChangeForm form,
        StreamStart start,
        @Nullable Condition filter,
        SubscriberLoop loop) {}
