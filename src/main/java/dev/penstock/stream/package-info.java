/**
 * What a table's stream shows, for whoever reads it: its shards, where reading begins, and pages of
 * records, the newest from memory and older ones from the log. Knows no HTTP and no JSON.
 */
@NullMarked
package dev.penstock.stream;

import org.jspecify.annotations.NullMarked;
