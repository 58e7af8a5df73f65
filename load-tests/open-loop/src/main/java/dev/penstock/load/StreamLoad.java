package dev.penstock.load;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Puts items into tables with streams and reads the streams meanwhile: how long a GetRecords takes,
 * and how soon a put can be read, from its acknowledgement until an answer with its record is here.
 *
 * <p>Run: {@code StreamLoad PORT TABLES RATE SECONDS WARM_UP_SECONDS CONNECTIONS READS_PER_SECOND}.
 * RATE 0 puts as fast as the answers come; READS_PER_SECOND go round all shards of all tables, at
 * most one at a time to each. Prints {@code begin}, {@code end} and a line of {@code name=value}
 * pairs, times in microseconds.
 */
public final class StreamLoad {
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final long LAST_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);

    private final Histogram puts = new Histogram(HIGHEST_MICROS, 3);
    private final Histogram reads = new Histogram(HIGHEST_MICROS, 3);
    private final Ages ages = new Ages();
    private final StreamPuts writer;
    private final StreamReads reader;

    private StreamLoad(int port, int tables, int connections) throws IOException {
        writer = new StreamPuts(port, connections, tables, new SplittableRandom(), ages);
        reader = new StreamReads(port, tables, ages);
    }

    public static void main(String[] arguments) throws IOException {
        var numbers = new int[arguments.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(arguments[i]);
        }
        new StreamLoad(numbers[0], numbers[1], numbers[5])
                .run(numbers[2], numbers[3], numbers[4], numbers[6]);
    }

    private void run(int rate, int seconds, int warmUp, int readsPerSecond) throws IOException {
        turn(rate, warmUp, readsPerSecond);
        puts.reset();
        reads.reset();
        long first = ages.count();
        long readBefore = reader.records();
        System.out.println("begin");
        turn(rate, seconds, readsPerSecond);
        System.out.println("end");
        long records = reader.records() - readBefore;
        long calls = reads.getTotalCount();
        long last = ages.count();
        long deadline = System.nanoTime() + LAST_NANOS_MAX;
        while ((writer.isBusy() || ages.missing(first, last) > 0) && System.nanoTime() < deadline) {
            writer.receive(puts);
            reader.turn(System.nanoTime(), reads);
        }
        Histogram age = ages.between(first, last, HIGHEST_MICROS);
        System.out.printf(
                "puts=%d seconds=%d refused=%d put50=%d put99=%d reads=%d records=%d read50=%d read99=%d"
                        + " age50=%d age99=%d age999=%d max=%d missing=%d%n",
                last - first,
                seconds,
                writer.refused() + reader.refused(),
                puts.getValueAtPercentile(50),
                puts.getValueAtPercentile(99),
                calls,
                records,
                reads.getValueAtPercentile(50),
                reads.getValueAtPercentile(99),
                age.getValueAtPercentile(50),
                age.getValueAtPercentile(99),
                age.getValueAtPercentile(99.9),
                age.getMaxValue(),
                ages.missing(first, last));
    }

    private void turn(int rate, int seconds, int readsPerSecond) throws IOException {
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        writer.begin(start, rate);
        reader.begin(start, readsPerSecond);
        for (long now = start; now < end; now = System.nanoTime()) {
            writer.turn(now, puts);
            reader.turn(now, reads);
        }
    }
}
