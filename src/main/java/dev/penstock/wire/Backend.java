package dev.penstock.wire;

import dev.penstock.partition.Database;
import dev.penstock.publish.Subscriptions;
import dev.penstock.stream.Streams;

/** What stands behind the endpoint once it is there. */
public record Backend(Database database, Streams streams, Subscriptions subscriptions) {}
