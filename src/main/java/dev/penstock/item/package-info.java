/**
 * Items and attribute values as bytes: format, order, size. Knows no JSON, no tables' state and no
 * expressions.
 */
@NullMarked
package dev.penstock.item;

import org.jspecify.annotations.NullMarked;
