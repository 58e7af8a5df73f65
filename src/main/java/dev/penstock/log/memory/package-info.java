/** The log in memory, for {@code --in-memory} and tests. Knows no files. */
@NullMarked
package dev.penstock.log.memory;

import org.jspecify.annotations.NullMarked;
