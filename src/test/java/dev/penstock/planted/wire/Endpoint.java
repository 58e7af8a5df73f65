package dev.penstock.planted.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Planted: blocks an event loop in three ways. */
public final class Endpoint {
    private int calls;

    String join(CompletableFuture<String> reply) {
        return reply.join();
    }

    synchronized int locked() {
        return ++calls;
    }

    long file(Path path) throws IOException {
        return Files.size(path);
    }
}
