/**
 * The log port, the batch, its frames and their bytes. Knows no item semantics and no technology:
 * only a sub-package does.
 */
@NullMarked
package dev.penstock.log;

import org.jspecify.annotations.NullMarked;
