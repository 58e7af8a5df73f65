package dev.penstock.load;

import java.util.SplittableRandom;

/**
 * Numbers below a bound, the smaller the more often: Gray and others, "Quickly generating
 * billion-record synthetic databases", SIGMOD 1994; then scrambled, so that the popular ones do not
 * stand side by side.
 */
final class Zipfian {
    private static final double THETA = 0.99;
    private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;
    private final int count;
    private final double zeta;
    private final double alpha = 1 / (1 - THETA);
    private final double eta;

    Zipfian(SplittableRandom random, int count) {
        this.random = random;
        this.count = count;
        double sum = 0;
        for (int i = 1; i <= count; i++) {
            sum += Math.pow(i, -THETA);
        }
        zeta = sum;
        eta = (1 - Math.pow(2.0 / count, 1 - THETA)) / (1 - (1 + Math.pow(2, -THETA)) / zeta);
    }

    int next() {
        double uniform = random.nextDouble();
        double scaled = uniform * zeta;
        int rank;
        if (scaled < 1) {
            rank = 0;
        } else if (scaled < 1 + Math.pow(0.5, THETA)) {
            rank = 1;
        } else {
            rank = (int) (count * Math.pow(eta * uniform - eta + 1, alpha));
        }
        return (int) Long.remainderUnsigned((rank + 1) * SCRAMBLE, count);
    }
}
