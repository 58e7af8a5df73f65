/**
 * Changes as they happen, over HTTP: what a subscriber may ask for, how changes are written for it,
 * and its answer that does not end. Also the JSON of changes for other ways out.
 */
@NullMarked
package dev.penstock.wire.changes;

import org.jspecify.annotations.NullMarked;
