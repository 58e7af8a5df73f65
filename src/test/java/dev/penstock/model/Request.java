package dev.penstock.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One request and what must come of it.
 *
 * @param units capacity units that the answer must tell, if it is no error; null: not asked for
 */
record Request(String operation, ObjectNode json, Expected expected, @Nullable Double units) {
    Request(String operation, ObjectNode json, Expected expected) {
        this(operation, json, expected, null);
    }

    /** The same, with the price if the request asks for it. */
    Request priced(double price) {
        boolean asked = json.has("ReturnConsumedCapacity");
        return asked ? new Request(operation, json, expected, price) : this;
    }
}
