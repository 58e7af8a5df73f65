package dev.penstock.partition;

import java.util.concurrent.CompletableFuture;

/**
 * A command on its way through the writer.
 *
 * @param heldBytes what it counts for in the inbox
 * @param reply completed by the writer alone, after the sync that covers the outcome
 */
record Submission(Command command, int heldBytes, CompletableFuture<Outcome> reply) {}
