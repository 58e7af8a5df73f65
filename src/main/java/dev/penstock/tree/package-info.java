/**
 * The persistent B+tree: immutable versions, their editor, their builder and their cursors. Knows
 * no log, no tables, no requests, no threads; of an item only where its keys are.
 */
@NullMarked
package dev.penstock.tree;

import org.jspecify.annotations.NullMarked;
