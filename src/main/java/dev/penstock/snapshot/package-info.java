/**
 * Snapshots: held trees written to checked files, and read back at recovery. Knows trees and the
 * log's position; no tables, no requests, no threads of its own.
 */
@NullMarked
package dev.penstock.snapshot;

import org.jspecify.annotations.NullMarked;
