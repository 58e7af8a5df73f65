/**
 * Data directories that are hurt file by file: every damage is found, or does no harm. See {@code
 * docs/reliability/damage.md}.
 */
@NullMarked
package dev.penstock.reliability.damage;

import org.jspecify.annotations.NullMarked;
