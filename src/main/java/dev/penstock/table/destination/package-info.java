/** Where a table's changes are exported to, and what can be asked of that. Knows no table. */
@NullMarked
package dev.penstock.table.destination;

import org.jspecify.annotations.NullMarked;
