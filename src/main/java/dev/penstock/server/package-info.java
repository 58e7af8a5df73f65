/** The Quarkus main: configuration, wiring, start and stop order. */
@NullMarked
package dev.penstock.server;

import org.jspecify.annotations.NullMarked;
