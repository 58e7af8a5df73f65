/**
 * The whole engine on one thread: catalogue, writer, log, snapshots and recovery on a disk that
 * loses power, against plain maps. What happens follows from a seed:
 * docs/reliability/simulation.md.
 */
@NullMarked
package dev.penstock.simulation;

import org.jspecify.annotations.NullMarked;
