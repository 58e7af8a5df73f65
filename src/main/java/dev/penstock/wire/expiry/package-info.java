/**
 * The operations on a table's time to live. What expires and when is decided elsewhere: see {@code
 * dev.penstock.expiry}.
 */
@NullMarked
package dev.penstock.wire.expiry;

import org.jspecify.annotations.NullMarked;
