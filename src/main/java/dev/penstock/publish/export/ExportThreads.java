package dev.penstock.publish.export;

import dev.penstock.partition.Version;
import dev.penstock.partition.system.Exported;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs one export for each destination that the catalogue names, each on a thread of its own. One
 * thread more looks a few times a second what the catalogue says, and wakes those that wait for a
 * time to pass.
 */
public final class ExportThreads implements Exports, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.penstock.publish");
    private static final long LOOK_MILLIS = 200;

    /** One that has ended by a failure is not begun again at once. */
    private static final int LOOKS_BEHIND_FAILURE = 50;

    /** Without a delivery for so long, something is wrong with the other side. */
    private static final long QUIET_MICROS = 10_000_000;

    private final ExportPorts ports;
    private final ThreadFactory threads;
    private final ScheduledThreadPoolExecutor looker;
    private final Map<Key, Running> running = new ConcurrentHashMap<>();

    /** Of exports that have ended. Written by the thread that looks. */
    private volatile Totals ended = new Totals(0, 0, 0, 0, 0, 0);

    /** The looking thread's own. */
    private @Nullable Object seen;

    private int looksToWait;

    /**
     * Begins to look.
     *
     * @param threads makes the thread that looks, and one for each export
     */
    public ExportThreads(ExportPorts ports, ThreadFactory threads) {
        this.ports = ports;
        this.threads = threads;
        looker = new ScheduledThreadPoolExecutor(1, threads);
        looker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var _ = looker.scheduleWithFixedDelay(this::tick, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What one export is known by. */
    private record Key(int tableId, long sinceMicros, String arn) {
        static Key of(Exported export) {
            return new Key(
                    export.table().id(),
                    export.destination().sinceMicros(),
                    export.destination().streamArn());
        }
    }

    private record Running(Export export, Thread thread) {}

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public @Nullable ExportStatus status(Exported export) {
        Running found = running.get(Key.of(export));
        return found == null ? null : found.export.status();
    }

    @Override
    public void look() {
        looker.execute(this::tick);
    }

    @Override
    public Totals totals() {
        long now = ports.database().clock().micros();
        Totals sum = ended;
        for (Running one : running.values()) {
            sum = plus(sum, one.export.status(), now);
        }
        return sum;
    }

    private static Totals plus(Totals sum, ExportStatus status, long now) {
        boolean isTroubled = status.problem() != null || status.quietMicros() > QUIET_MICROS;
        return new Totals(
                sum.running() + 1,
                sum.troubled() + (isTroubled ? 1 : 0),
                sum.delivered() + status.delivered(),
                Math.max(sum.lagMicros(), status.lagMicros(now)),
                sum.refusals() + status.refusals(),
                sum.gaps() + status.gaps());
    }

    private void tick() {
        try {
            Version version = ports.database().version();
            collectEnded();
            if (!isSeen(version) || (looksToWait > 0 && --looksToWait == 0)) {
                follow(version);
                seen = version.definitions();
            }
            running.values().forEach(one -> one.export.tick());
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "exports cannot be looked after", unexpected);
        }
    }

    @SuppressWarnings("ReferenceEquality") // One object stands for all between two changes.
    private boolean isSeen(Version version) {
        return version.definitions() == seen;
    }

    private void collectEnded() {
        for (var entry : List.copyOf(running.entrySet())) {
            Export export = entry.getValue().export;
            if (export.isOver()) {
                running.remove(entry.getKey());
                ended = kept(plus(ended, export.status(), 0));
                if (export.target().destination().isActive()) {
                    looksToWait = LOOKS_BEHIND_FAILURE;
                }
            }
        }
    }

    /** Of one that has ended, only what is counted stays. */
    private static Totals kept(Totals sum) {
        return new Totals(0, 0, sum.delivered(), 0, sum.refusals(), sum.gaps());
    }

    private void follow(Version version) {
        long now = ports.database().clock().micros();
        var named = new HashSet<Key>();
        for (Exported export : version.exports()) {
            Key key = Key.of(export);
            named.add(key);
            Running known = running.get(key);
            if (known != null) {
                known.export.retarget(export);
            } else if (export.destination().isActive() || export.isDraining(now)) {
                begin(key, export);
            }
        }
        long end = Math.max(now, ports.database().log().end().commitMicros());
        for (var entry : running.entrySet()) {
            if (!named.contains(entry.getKey())) {
                endWithTable(entry.getValue().export, end);
            }
        }
    }

    private void begin(Key key, Exported export) {
        var begun = new Export(export, ports, running::size);
        Thread thread = threads.newThread(() -> run(begun));
        running.put(key, new Running(begun, thread));
        thread.start();
    }

    private void run(Export export) {
        try {
            export.run();
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.ERROR,
                    "export has stopped table=" + export.target().table().name(),
                    failure);
        }
    }

    /** Its table is gone: what was committed before is still delivered, while the node runs. */
    private static void endWithTable(Export export, long endMicros) {
        Exported target = export.target();
        if (target.destination().isActive()) {
            export.retarget(
                    new Exported(
                            target.table(),
                            target.destination().disabledAt(endMicros),
                            target.progress()));
        }
    }

    /** Sends nothing more, and waits until every place that was reached is handed to the writer. */
    @Override
    public void close() {
        looker.shutdownNow();
        var all = new ArrayList<>(running.values());
        all.forEach(one -> one.export.stop());
        boolean isInterrupted = false;
        for (Running one : all) {
            while (one.thread.isAlive()) {
                try {
                    one.thread.join();
                } catch (InterruptedException _) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
