/**
 * The hidden system tables: their ids, and what a row of each means. Knows no trees, no versions
 * and no writer.
 */
@NullMarked
package dev.penstock.partition.system;

import org.jspecify.annotations.NullMarked;
