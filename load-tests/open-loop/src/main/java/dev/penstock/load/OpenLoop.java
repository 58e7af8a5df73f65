package dev.penstock.load;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a constant rate, whatever the server does, and measures each from the moment at
 * which it was due: a server that stalls pays for every request that would have been sent
 * meanwhile (no coordinated omission).
 *
 * <p>Run: {@code OpenLoop PORT SHAPE RATE SECONDS WARM_UP_SECONDS CONNECTIONS [SEED]}. SHAPE is one
 * of {@link Workload}; RATE 0 sends as fast as the answers come, which finds the maximum. Prints
 * one line of {@code name=value} pairs, times in microseconds.
 */
public final class OpenLoop {
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;

    private OpenLoop() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        long rate = Long.parseLong(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        int warmUp = Integer.parseInt(arguments[4]);
        int connections = Integer.parseInt(arguments[5]);
        long seed = arguments.length > 6 ? Long.parseLong(arguments[6]) : System.nanoTime();
        var requests = Workload.valueOf(arguments[1]).requests(new SplittableRandom(seed));
        try (var load = new Load(port, connections, requests)) {
            load.run(rate, TimeUnit.SECONDS.toNanos(warmUp), histogram());
            Histogram measured = histogram();
            Load.Tally tally = load.run(rate, TimeUnit.SECONDS.toNanos(seconds), measured);
            print(tally, measured, seed);
        }
    }

    private static Histogram histogram() {
        return new Histogram(HIGHEST_MICROS, DIGITS);
    }

    private static void print(Load.Tally tally, Histogram latency, long seed) {
        System.out.printf(
                "requests=%d errors=%d missing=%d rate=%.0f p50=%d p90=%d p99=%d p999=%d p9999=%d max=%d seed=%d%n",
                tally.answers(),
                tally.errors(),
                tally.missing(),
                tally.answers() * 1e9 / tally.nanos(),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(90),
                latency.getValueAtPercentile(99),
                latency.getValueAtPercentile(99.9),
                latency.getValueAtPercentile(99.99),
                latency.getMaxValue(),
                seed);
    }
}
