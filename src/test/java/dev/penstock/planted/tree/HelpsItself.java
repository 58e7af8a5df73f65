package dev.penstock.planted.tree;

import java.time.Instant;
import java.util.UUID;

/** Planted: takes clock, chance, threads and the environment from the JDK's statics. */
public final class HelpsItself {
    private HelpsItself() {}

    static long clock() {
        return System.nanoTime();
    }

    static UUID chance() {
        return UUID.randomUUID();
    }

    static Thread thread() {
        return new Thread(() -> {});
    }

    static Instant date() {
        return Instant.now();
    }

    static String environment() {
        return String.valueOf(System.getenv("HOME"));
    }
}
