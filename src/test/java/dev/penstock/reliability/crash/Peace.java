package dev.penstock.reliability.crash;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time before a blow, in which the server owes every client an answer of success: a round
 * provokes no other one. Afterwards the server may be gone at any moment. Thread-safe.
 */
final class Peace implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);

    /** Who does not wake for so long was stopped, and the server perhaps with it. */
    private static final long STANDSTILL_NANOS = Duration.ofSeconds(5).toNanos();

    private final Ledger ledger;
    private volatile boolean isOver;
    private volatile boolean isStruck;
    private volatile boolean stoodStill;
    private volatile long lastTick = System.nanoTime();

    Peace(Ledger ledger) {
        this.ledger = ledger;
        Thread.ofPlatform().daemon().start(this::watch);
    }

    /** Whether clients are to go on. */
    boolean lasts() {
        return !isOver;
    }

    /** The blow follows. */
    void onBlow() {
        isStruck = true;
    }

    /** All clients are to end. */
    @Override
    public void close() {
        isOver = true;
    }

    /** The body of an answer of success; null if there is none, and then the client is to end. */
    @Nullable String call(WireClient client, String operation, String body) {
        try {
            var answer = client.call(operation, body);
            if (answer.isSuccess()) {
                return answer.body();
            }
            if (answer.status() < 500) {
                ledger.violation(operation + " was answered " + answer);
            } else {
                onFailure(operation, "was answered " + answer);
            }
        } catch (IOException | InterruptedException unknown) {
            onFailure(operation, unknown);
        }
        return null;
    }

    /** No answer came: whether it happened is exactly what is not known. */
    void onFailure(String operation, Exception failure) {
        if (!(failure instanceof HttpTimeoutException && hasStoodStill())) {
            onFailure(operation, "failed: " + failure);
        }
    }

    private void onFailure(String operation, String how) {
        if (!isStruck) {
            ledger.violation(operation + " " + how + ", and nothing was done to the server yet");
        }
    }

    private boolean hasStoodStill() {
        return stoodStill || System.nanoTime() - lastTick > STANDSTILL_NANOS;
    }

    private void watch() {
        while (!isOver) {
            Await.elapse(TICK);
            long now = System.nanoTime();
            stoodStill |= now - lastTick > STANDSTILL_NANOS;
            lastTick = now;
        }
    }
}
