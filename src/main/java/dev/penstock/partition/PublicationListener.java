package dev.penstock.partition;

import dev.penstock.log.LogEnd;

/** Told by the writer, on its thread, of each version that has become durable. Must be quick. */
@FunctionalInterface
interface PublicationListener {
    /**
     * A batch is durable, and this is the version it ended with.
     *
     * @param logBytes bytes that the version's batch added to the log
     */
    void onPublished(Version version, LogEnd end, long logBytes);
}
