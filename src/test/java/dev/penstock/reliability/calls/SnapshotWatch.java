package dev.penstock.reliability.calls;

import dev.penstock.reliability.Await;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at a server's health again and again, whether it ever shows a failed snapshot. */
final class SnapshotWatch {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicBoolean failure = new AtomicBoolean();
    private final Thread thread;

    SnapshotWatch(int managementPort) {
        var wellness = new Wellness(managementPort);
        thread = Thread.ofPlatform().name("snapshot-watch").start(() -> watch(wellness));
    }

    private void watch(Wellness wellness) {
        while (running.get()) {
            if (wellness.showsFailedSnapshot()) {
                failure.set(true);
            }
            Await.elapse(PAUSE);
        }
    }

    void stop() throws InterruptedException {
        running.set(false);
        thread.join();
    }

    boolean sawFailure() {
        return failure.get();
    }
}
