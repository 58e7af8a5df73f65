package dev.penstock.publish.export;

import dev.penstock.common.Limit;
import dev.penstock.common.Sleeper;
import dev.penstock.feed.ChangeFlags;
import dev.penstock.feed.ChangePage;
import dev.penstock.feed.ChangeReader;
import dev.penstock.feed.LoggedChange;
import dev.penstock.partition.system.ExportRow;
import dev.penstock.partition.system.Exported;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The export of one table to one destination. A thread turns it: what the log has is read, sent as
 * far as there is room on the way, and forgotten when it has arrived. Broker and writer never meet:
 * the one may be away for as long as the log is kept, the other never waits.
 *
 * <p>Belongs to its thread; what others may call says so.
 */
final class Export implements Runnable {
    /*
     * Order and repeats. Records are handed to the sink in the log's order, and the sink keeps it
     * for each key, as long as it refuses none. If it refuses one for good, nothing more is sent
     * until all that are on their way have come to an end; then it goes on from the first that was
     * not delivered. So a repeat is always all that came behind a place, in the same order.
     *
     * What a broker refuses it may take a moment later, behind others of its key that were sent
     * with it. So there is a probe: the first record of all, the first behind a refusal and the
     * first behind a pause go alone, for a sink must find out about its topic with them. And long
     * records always go alone (InFlight).
     */

    @Limit(
            of = "changes that an export reads at once",
            unit = "bytes",
            beyond = "the rest is read when they are on their way")
    private static final long PAGE_BYTES_MAX = 1 << 20;

    @Limit(
            of = "records that an export makes and hands over at once",
            unit = "records",
            beyond = "the next ones are made behind them")
    private static final int PAGE_RECORDS_MAX = 64;

    /** Behind so long a pause the sink may have forgotten what it knew of its topic. */
    private static final long PAUSE_NANOS = 60_000_000_000L;

    /** So often it looks how far the log is, though nothing changed its table. */
    private static final long LOOK_NANOS = 60_000_000_000L;

    private static final long NANOS_PER_MICRO = 1_000;

    private final ExportPorts ports;
    private final ExportProgress progress;
    private final ChangeReader reader;
    private final InFlight inFlight;
    private final RecordFormat format;
    private final String topic;
    private final IntSupplier exportCount;
    private final Deque<LoggedChange> pending = new ArrayDeque<>();
    private final Retry retry;
    private final Troubles troubles;
    private final Sleeper sleeper = new Sleeper();
    private @Nullable Sink sink;

    /** The record of the first pending change, if it was made already. */
    private @Nullable OutgoingRecord prepared;

    /** When the log was looked at last. Written by its thread, read by any. */
    private volatile long readNanos;

    private boolean probes = true;

    /** Of a destination that was disabled: a commit behind its last change. */
    private long endSequence;

    private long deliveredNanos;

    /** What the catalogue says of it now. Set by the thread that looks there. */
    private volatile Exported target;

    private volatile boolean isStopped;

    /** Whether something happened since the thread looked last. */
    private volatile boolean isWoken;

    /** Set when it has ended by itself. */
    private volatile boolean isOver;

    private volatile ExportStatus status = ExportStatus.BEGINNING;

    /**
     * @param exportCount how many exports share the room on the way now
     */
    Export(Exported target, ExportPorts ports, IntSupplier exportCount) {
        this.target = target;
        this.ports = ports;
        this.exportCount = exportCount;
        topic = Topics.of(target.table(), target.destination());
        format = ports.formats().get();
        progress = new ExportProgress(target, ports);
        retry = new Retry(ports.nanoTime());
        troubles = new Troubles(target, topic);
        reader = ports.database().changes(target.table().id(), progress.start());
        inFlight = new InFlight(progress.start(), this::wake);
        deliveredNanos = now();
        readNanos = now();
        report();
    }

    /** Any thread. */
    ExportStatus status() {
        return status;
    }

    /** Any thread. */
    Exported target() {
        return target;
    }

    /** Any thread: the catalogue says something else now. */
    void retarget(Exported changed) {
        target = changed;
        wake();
    }

    /** Any thread, now and then: there may be something to save, or to try again. */
    void tick() {
        boolean isLookDue = now() - readNanos > LOOK_NANOS;
        if (progress.isUnsaved() || retry.isFailing() || status.oldestMicros() != 0 || isLookDue) {
            wake();
        }
    }

    /** Any thread: nothing more is sent; what was delivered is saved by whoever comes next. */
    void stop() {
        isStopped = true;
        wake();
    }

    /** Any thread: whether it needs its thread no longer. */
    boolean isOver() {
        return isOver;
    }

    @Override
    public void run() {
        try {
            while (!isStopped && !isOver) {
                turn();
            }
        } finally {
            isOver = true;
            inFlight.settle();
            progress.saveLast(inFlight.reached(), inFlight.delivered());
            reader.close();
            if (sink != null) {
                sink.close();
            }
        }
    }

    private void turn() {
        isWoken = false;
        settle();
        boolean hasSent = sendPending();
        boolean hasRead = !hasSent && wantsMore() && read();
        progress.save(inFlight.reached(), inFlight.delivered());
        report();
        boolean isIdle = !hasSent && !hasRead;
        if (!endsNow() && isIdle) {
            await();
        }
    }

    /** Any thread. */
    private void wake() {
        isWoken = true;
        reader.wake();
        var _ = sleeper.wake();
    }

    /** Until something happens; that there is more to read counts only if there is room for it. */
    private void await() {
        if (wantsMore()) {
            inFlight.wakeAtRest();
            reader.await();
        } else {
            inFlight.wakeAtHalf();
            sleeper.parkUnless(() -> isWoken || inFlight.isDue());
        }
    }

    private boolean wantsMore() {
        return pending.isEmpty() && isOpen();
    }

    private void settle() {
        if (inFlight.settle() > 0) {
            deliveredNanos = now();
            probes = false;
            retry.succeeded();
            troubles.delivered();
        }
        Throwable refusal = inFlight.refusal();
        if (refusal != null && inFlight.isAtRest()) {
            inFlight.settle();
            inFlight.restart();
            pending.clear();
            prepared = null;
            reader.skipTo(inFlight.reached());
            fail(refusal);
        }
        if (inFlight.isEmpty() && pending.isEmpty()) {
            inFlight.pass(reader.next());
        }
    }

    private void fail(Throwable reason) {
        probes = true;
        retry.failed();
        troubles.refused(reason);
        if (sink != null && retry.wantsAnother()) {
            sink.close();
            sink = null;
        }
    }

    private boolean isOpen() {
        return inFlight.refusal() == null && !retry.isWaiting();
    }

    /** Sends a page of what may go. Returns whether something was sent. */
    private boolean sendPending() {
        Sink open = pending.isEmpty() || !isOpen() ? null : sink();
        if (open == null) {
            return false;
        }
        List<Sink.Shipment> page = nextPage();
        if (page.isEmpty()) {
            return false;
        }
        open.send(page);
        return true;
    }

    private List<Sink.Shipment> nextPage() {
        var page = new ArrayList<Sink.Shipment>();
        while (!pending.isEmpty() && page.size() < PAGE_RECORDS_MAX) {
            OutgoingRecord outgoing = prepared();
            if (!mayGo(outgoing)) {
                break;
            }
            if (inFlight.isEmpty()) {
                // What was not on its way cannot have been slow.
                deliveredNanos = now();
            }
            LoggedChange change = pending.removeFirst();
            prepared = null;
            page.add(inFlight.add(outgoing, change.position(), change.commitMicros()));
        }
        return page;
    }

    private OutgoingRecord prepared() {
        if (prepared == null) {
            prepared =
                    format.encode(
                            target.table(),
                            target.destination().precision(),
                            topic,
                            pending.getFirst());
        }
        return prepared;
    }

    private boolean mayGo(OutgoingRecord outgoing) {
        if (inFlight.isEmpty()) {
            probes |= now() - deliveredNanos > PAUSE_NANOS;
        }
        return (!probes || inFlight.isEmpty())
                && inFlight.admits(
                        outgoing, ports.bufferBytes() / Math.max(1, exportCount.getAsInt()));
    }

    private @Nullable Sink sink() {
        if (sink == null) {
            try {
                sink = ports.sinks().open("penstock-" + topic);
            } catch (RuntimeException cannotBeTried) {
                fail(cannotBeTried);
            }
        }
        return sink;
    }

    /** Returns whether there may be more. */
    private boolean read() {
        boolean isDue = now() - readNanos > LOOK_NANOS || !target.destination().isActive();
        if (!isDue && !reader.mayHaveMore()) {
            return false;
        }
        readNanos = now();
        return switch (reader.read(PAGE_BYTES_MAX)) {
            case ChangePage.Changes page -> {
                page.changes().stream().filter(this::isExported).forEach(pending::add);
                yield !pending.isEmpty() || reader.mayHaveMore();
            }
            case ChangePage.Trimmed gone -> {
                var gap = new ExportRow.Gap(reader.next().sequence(), gone.held().sequence() - 1);
                troubles.lost(gap);
                progress.lost(gap);
                reader.skipTo(gone.held());
                yield true;
            }
        };
    }

    /** The log has changes from before it began too, and perhaps from behind its end. */
    private boolean isExported(LoggedChange change) {
        var destination = target.destination();
        return (change.change().flags() & ChangeFlags.EXPORTED) != 0
                && change.commitMicros() >= destination.sinceMicros()
                && (destination.isActive() || change.commitMicros() <= destination.endMicros());
    }

    /** Whether the destination was disabled, and everything before that was delivered. */
    private boolean endsNow() {
        if (target.destination().isActive()) {
            return false;
        }
        if (endSequence == 0) {
            endSequence = ports.database().log().end().sequence();
        }
        if (inFlight.isEmpty() && pending.isEmpty() && reader.next().sequence() > endSequence) {
            progress.saveDrained(inFlight.reached());
            isOver = true;
        }
        isOver |= !target.isDraining(ports.database().clock().micros());
        return isOver;
    }

    private void report() {
        long oldest = inFlight.oldestMicros();
        LoggedChange next = pending.peekFirst();
        long quiet = (now() - deliveredNanos) / NANOS_PER_MICRO;
        status =
                new ExportStatus(
                        inFlight.delivered(),
                        oldest != 0 ? oldest : next == null ? 0 : next.commitMicros(),
                        inFlight.isEmpty() ? 0 : quiet,
                        troubles.refusals(),
                        troubles.gaps(),
                        troubles.problem(),
                        progress.lastGap());
    }

    private long now() {
        return ports.nanoTime().getAsLong();
    }
}
