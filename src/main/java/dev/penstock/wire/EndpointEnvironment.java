package dev.penstock.wire;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the entry takes from outside, so that a test can pass its own.
 *
 * @param randoms gives each event loop a generator of its own, for request ids
 * @param nanoTime a clock for latencies only
 */
public record EndpointEnvironment(
        CallObserver observer, Supplier<RandomGenerator> randoms, LongSupplier nanoTime) {}
