/**
 * Global secondary indexes: their trees, their making from a table's trees, and the one that brings
 * them up to date from the change feed. Knows tables only as definitions and trees; no writer, no
 * catalogue, no requests, no threads.
 */
@NullMarked
package dev.penstock.index;

import org.jspecify.annotations.NullMarked;
