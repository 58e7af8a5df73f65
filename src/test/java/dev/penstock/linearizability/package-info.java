/**
 * Whether a history of one item is linearizable: what items and operations are, the checker, and
 * what it prints. Knows no server and no connection.
 */
@NullMarked
package dev.penstock.linearizability;

import org.jspecify.annotations.NullMarked;
