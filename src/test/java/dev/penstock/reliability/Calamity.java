package dev.penstock.reliability;

import java.io.IOException;

/** Waits for its moment, then hurts the server while clients are writing. */
@FunctionalInterface
interface Calamity {
    void strike() throws IOException, InterruptedException;
}
