/**
 * Makes single system calls of a real server fail, fills its disk, takes its files away, and looks
 * whether it stops or goes on as promised.
 */
@NullMarked
package dev.penstock.reliability.calls;

import org.jspecify.annotations.NullMarked;
