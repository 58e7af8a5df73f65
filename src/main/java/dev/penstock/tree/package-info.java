/** The persistent B+tree. Knows no log, no tables, no requests. */
@NullMarked
package dev.penstock.tree;

import org.jspecify.annotations.NullMarked;
