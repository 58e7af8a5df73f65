/** What every package may use: clocks, hashes, unsigned byte order. Knows nothing of databases. */
@NullMarked
package dev.penstock.common;

import org.jspecify.annotations.NullMarked;
