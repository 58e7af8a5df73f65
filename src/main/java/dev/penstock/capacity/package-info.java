/** Capacity units. Pure arithmetic. */
@NullMarked
package dev.penstock.capacity;

import org.jspecify.annotations.NullMarked;
