package dev.penstock.wire;

import dev.penstock.partition.Database;
import dev.penstock.publish.Subscriptions;
import dev.penstock.publish.export.Exports;
import dev.penstock.stream.Streams;

/** What stands behind the endpoint once it is there. */
public record Backend(
        Database database, Streams streams, Subscriptions subscriptions, Exports exports) {
    /** Of a node that exports nothing. */
    public Backend(Database database, Streams streams, Subscriptions subscriptions) {
        this(database, streams, subscriptions, Exports.NONE);
    }

    /** The same, with these exports. */
    public Backend with(Exports other) {
        return new Backend(database, streams, subscriptions, other);
    }
}
