/**
 * The engine: version, catalogue, writer, recovery. Knows no HTTP, no JSON, no server, no wall
 * clock.
 */
@NullMarked
package dev.penstock.partition;

import org.jspecify.annotations.NullMarked;
