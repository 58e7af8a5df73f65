package dev.penstock.load;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** When each put was acknowledged and when its record was read, by the put's number. */
final class Ages {
    private long[] acknowledged = new long[1 << 20];
    private long[] read = new long[1 << 20];
    private int count;

    /** The number of the next put. */
    int next() {
        if (count == read.length) {
            acknowledged = Arrays.copyOf(acknowledged, 2 * count);
            read = Arrays.copyOf(read, 2 * count);
        }
        return count++;
    }

    int count() {
        return count;
    }

    void acknowledge(int number, long now) {
        acknowledged[number] = now;
    }

    void read(int number, long now) {
        read[number] = now;
    }

    /** Puts that were acknowledged and whose record nobody has seen. */
    long missing(long from, long to) {
        long missing = 0;
        for (int i = (int) from; i < to; i++) {
            missing += acknowledged[i] != 0 && read[i] == 0 ? 1 : 0;
        }
        return missing;
    }

    /** From the acknowledgement until the record is read; 0 if it was read before. */
    Histogram between(long from, long to, long highestMicros) {
        var ages = new Histogram(highestMicros, 3);
        for (int i = (int) from; i < to; i++) {
            if (acknowledged[i] != 0 && read[i] != 0) {
                long micros = Math.max(0, read[i] - acknowledged[i]) / 1_000;
                ages.recordValue(Math.min(micros, highestMicros));
            }
        }
        return ages;
    }
}
