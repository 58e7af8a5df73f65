/**
 * Clients with real connections and timeouts, and faults, whose histories the checker judges. Knows
 * the server only by its command line and its wire protocol.
 */
@NullMarked
package dev.penstock.linearizability.client;

import org.jspecify.annotations.NullMarked;
