/**
 * Presses a real server: more writes than it can take on a small heap, thousands of slow and idle
 * clients beside a good one, bodies that unfold or never end. Knows the server only from outside.
 */
@NullMarked
package dev.penstock.reliability.pressure;

import org.jspecify.annotations.NullMarked;
