/** Capacity units. Pure arithmetic: knows sizes, but neither items, tables nor budgets. */
@NullMarked
package dev.penstock.capacity;

import org.jspecify.annotations.NullMarked;
