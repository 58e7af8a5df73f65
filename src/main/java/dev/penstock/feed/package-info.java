/**
 * The change feed inside the node: what was committed, in order, kept in memory for a while, for
 * any number of readers with places of their own; and what streams need as time goes by. Knows
 * changes as the log has them and which streams there are; no trees, no tables, no requests, and no
 * reader.
 */
@NullMarked
package dev.penstock.feed;

import org.jspecify.annotations.NullMarked;
