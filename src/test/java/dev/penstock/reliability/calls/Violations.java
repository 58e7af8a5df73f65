package dev.penstock.reliability.calls;

import java.util.ArrayList;
import java.util.List;

/** Broken promises: told at once, because what comes next may take long, and kept. */
final class Violations {
    private final List<String> all = new ArrayList<>();

    void add(String violation) {
        System.out.println("VIOLATION " + violation);
        all.add(violation);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
