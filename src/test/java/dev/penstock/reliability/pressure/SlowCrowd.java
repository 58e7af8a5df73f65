package dev.penstock.reliability.pressure;

import dev.penstock.reliability.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Thousands of slow clients in one thread: each has a turn about once a second (who is idle, once
 * in ten), and whoever was cut off comes again, a bounded number a second.
 */
final class SlowCrowd {
    /** Turns and new connections of a round are spread over it, so that they are no burst. */
    private static final int SLICES = 50;

    private static final long SLICE_NANOS = Duration.ofSeconds(1).toNanos() / SLICES;
    private static final int IDLE_ROUNDS = 10;
    private static final int OPENED_PER_SLICE = 8;

    private static final List<SlowClient.Kind> SLOW_KINDS =
            List.of(SlowClient.Kind.HEADERS, SlowClient.Kind.BODY, SlowClient.Kind.READS);

    private final int port;
    private final String table;
    private final ArrayDeque<SlowClient.Kind> missing = new ArrayDeque<>();
    private final ArrayDeque<SlowClient> busy = new ArrayDeque<>();
    private final ArrayDeque<SlowClient> idle = new ArrayDeque<>();
    private final Map<SlowClient.Kind, Integer> cutOff = new EnumMap<>(SlowClient.Kind.class);
    private final Thread thread = new Thread(this::run, "slow-crowd");
    private int refused;
    private int failedToConnect;
    private volatile boolean isStopped;
    private volatile boolean isComplete;
    private volatile int fewestIdle = Integer.MAX_VALUE;

    /**
     * @param slow clients that are slow at something, a third each
     * @param idle clients that only hold a connection
     */
    SlowCrowd(int port, String table, int slow, int idle) {
        this.port = port;
        this.table = table;
        for (int i = 0; i < Math.max(slow, idle); i++) {
            if (i < slow) {
                missing.add(SLOW_KINDS.get(i % SLOW_KINDS.size()));
            }
            if (i < idle) {
                missing.add(SlowClient.Kind.IDLE);
            }
        }
        thread.start();
    }

    /** Whether all were connected at one time. */
    boolean isComplete() {
        return isComplete;
    }

    /** The fewest idle connections that were open at once since all were. */
    int fewestIdle() {
        return fewestIdle;
    }

    /** How many were cut off; once all have gone. */
    @Override
    public String toString() {
        return "cut off %s, %d of them told why, %d could not connect"
                .formatted(cutOff, refused, failedToConnect);
    }

    private void run() {
        long end = System.nanoTime();
        while (!isStopped) {
            int busyTurns = busy.size();
            int idleTurns = idle.size() / IDLE_ROUNDS;
            for (int slice = 0; slice < SLICES; slice++) {
                open();
                turn(busy, share(busyTurns, slice));
                turn(idle, share(idleTurns, slice));
                end += SLICE_NANOS;
                Await.elapse(Duration.ofNanos(end - System.nanoTime()));
            }
            isComplete |= missing.isEmpty();
            if (isComplete) {
                fewestIdle = Math.min(fewestIdle, idle.size());
            }
        }
        busy.forEach(SlowClient::close);
        idle.forEach(SlowClient::close);
    }

    /** So many of all turns of a round are due in this slice of it. */
    private static int share(int turns, int slice) {
        return turns * (slice + 1) / SLICES - turns * slice / SLICES;
    }

    private void open() {
        for (int i = 0; i < OPENED_PER_SLICE && !missing.isEmpty(); i++) {
            SlowClient.Kind kind = missing.remove();
            try {
                (kind == SlowClient.Kind.IDLE ? idle : busy).add(new SlowClient(port, kind, table));
            } catch (IOException e) {
                failedToConnect++;
                missing.add(kind);
            }
        }
    }

    private void turn(ArrayDeque<SlowClient> clients, int count) {
        for (int i = 0; i < count && !clients.isEmpty(); i++) {
            SlowClient client = clients.remove();
            if (client.turn()) {
                clients.add(client);
            } else {
                cutOff.merge(client.kind(), 1, Integer::sum);
                refused += client.isRefused() ? 1 : 0;
                client.close();
                missing.add(client.kind());
            }
        }
    }

    /** All go. */
    void leave() throws InterruptedException {
        isStopped = true;
        thread.join();
    }
}
