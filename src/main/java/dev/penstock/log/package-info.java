/**
 * The log port, the batch and its frames. Knows no item semantics; only a sub-package knows a
 * technology.
 */
@NullMarked
package dev.penstock.log;

import org.jspecify.annotations.NullMarked;
