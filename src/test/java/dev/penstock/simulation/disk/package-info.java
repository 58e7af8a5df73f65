/**
 * A disk in memory behind the JDK's file system interface, which can lose power: files of pages and
 * directories of names, each with what a process sees and what is durable. Knows nothing of
 * Penstock.
 */
@NullMarked
package dev.penstock.simulation.disk;

import org.jspecify.annotations.NullMarked;
