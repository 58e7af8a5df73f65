package dev.penstock.wire.request;

import dev.penstock.wire.json.JsonName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API. Runs on the event loop that received the request and never blocks it:
 * it answers at once, or arranges with {@link Call#submit} or {@link Call#later} to go on.
 */
public interface Operation {
    /** DynamoDB's name of it, as {@code X-Amz-Target} carries it. */
    String name();

    /** All members that a request may have; others are passed over, as the service does. */
    List<JsonName> members();

    /** That one of them that makes up most of the body, if there is one. */
    default @Nullable LargeMember<?> largeMember() {
        return null;
    }

    /**
     * Begins. Checks in DynamoDB's order, each throwing {@link
     * dev.penstock.error.RequestException}: JSON types, model constraints, the request by itself,
     * expressions, table, key schema. The call's body is only there until this returns.
     */
    void handle(Call call);
}
