package dev.penstock.publish.export;

import dev.penstock.log.LogPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The records of one export that are on their way, in their order: what is delivered without a gap,
 * and from where to go on if one was refused. Belongs to the export's thread; only receipts come
 * from others.
 */
final class InFlight {
    /*
     * Receipts come one by one, some hundred at once behind an answer of the other side. To wake
     * the export's thread for each would cost more than the receipt: it is woken when nothing is on
     * its way any more, and if it waits for room, when half of it has arrived. Receipts count down
     * and then read the mark; the thread sets the mark and then reads the count: one of them sees
     * the other.
     */

    /**
     * A record that is longer is on its way alone. A broker may refuse it for its length and take
     * what comes behind it, which would break the order of its key.
     */
    static final int LONG_BYTES = 256 << 10;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Runnable onReceipt;
    private long heldBytes;
    private long delivered;
    private boolean holdsLong;

    /** Records without an end: counted up by the export's thread, down by receipts. */
    private final AtomicInteger open = new AtomicInteger();

    /** What was open when it was settled last, and what was added since. */
    private int openSeen;

    /** With so few open the export's thread is woken. Written by it, read behind a count. */
    private volatile int wakeAt;

    /** Behind the last record of those that are delivered without a gap. */
    private LogPosition reached;

    /** Why one of them never will be delivered. Set by any thread, cleared by the export's. */
    private volatile @Nullable Throwable refusal;

    /**
     * @param start where the first record will stand, or behind
     * @param onReceipt told by any thread that there is something to {@link #settle}
     */
    InFlight(LogPosition start, Runnable onReceipt) {
        reached = start;
        this.onReceipt = onReceipt;
    }

    /** One record, and what became of it. */
    private final class Entry implements Sink.Receipt {
        private final LogPosition position;
        private final long commitMicros;
        private final long heldBytes;

        /** Set once by any thread, then the receipt is announced; read by the export's thread. */
        private volatile Fate fate = Fate.PENDING;

        Entry(LogPosition position, long commitMicros, long heldBytes) {
            this.position = position;
            this.commitMicros = commitMicros;
            this.heldBytes = heldBytes;
        }

        @Override
        public void onDelivered() {
            fate = Fate.DELIVERED;
            if (open.decrementAndGet() <= wakeAt) {
                onReceipt.run();
            }
        }

        @Override
        public void onRefused(Throwable reason) {
            refusal = reason;
            fate = Fate.REFUSED;
            open.decrementAndGet();
            onReceipt.run();
        }
    }

    private enum Fate {
        PENDING,
        DELIVERED,
        REFUSED
    }

    /** One more is on its way: whoever asks gives it to the sink next. */
    Sink.Shipment add(OutgoingRecord outgoing, LogPosition position, long commitMicros) {
        var entry = new Entry(position, commitMicros, outgoing.heldBytes());
        entries.add(entry);
        heldBytes += entry.heldBytes;
        holdsLong |= isLong(outgoing);
        open.incrementAndGet();
        openSeen++;
        return new Sink.Shipment(outgoing, entry);
    }

    /** Whether one more may be put on its way, beside those that are. */
    boolean admits(OutgoingRecord outgoing, long bytesMax) {
        if (entries.isEmpty()) {
            return true;
        }
        return !holdsLong
                && !isLong(outgoing)
                && refusal == null
                && heldBytes + outgoing.heldBytes() <= bytesMax;
    }

    private static boolean isLong(OutgoingRecord outgoing) {
        return outgoing.value().length > LONG_BYTES;
    }

    /**
     * Lets go of what was delivered without a gap.
     *
     * @return how many records that were
     */
    int settle() {
        openSeen = open.get();
        int count = 0;
        Entry oldest;
        while ((oldest = entries.peek()) != null && oldest.fate == Fate.DELIVERED) {
            entries.remove();
            heldBytes -= oldest.heldBytes;
            reached = behind(oldest.position);
            count++;
        }
        if (entries.isEmpty()) {
            holdsLong = false;
        }
        delivered += count;
        return count;
    }

    private static LogPosition behind(LogPosition position) {
        return new LogPosition(position.sequence(), position.ordinal() + 1);
    }

    /** From now on a receipt wakes the thread if nothing is on its way any more. */
    void wakeAtRest() {
        if (wakeAt != 0) {
            wakeAt = 0;
        }
    }

    /** From now on a receipt wakes the thread if half of what was on its way has an end. */
    void wakeAtHalf() {
        wakeAt = openSeen / 2;
    }

    /** Whether receipts have come of which nobody was woken, because it was too early then. */
    boolean isDue() {
        return !entries.isEmpty() && open.get() <= wakeAt;
    }

    /** Why one of them never will be delivered; null as long as all may. */
    @Nullable Throwable refusal() {
        return refusal;
    }

    /** Whether nothing more will become of any of them. */
    boolean isAtRest() {
        for (Entry entry : entries) {
            if (entry.fate == Fate.PENDING) {
                return false;
            }
        }
        return true;
    }

    /** Forgets all that are at rest: they are to be sent again, from {@link #reached} on. */
    void restart() {
        entries.clear();
        heldBytes = 0;
        holdsLong = false;
        refusal = null;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int count() {
        return entries.size();
    }

    /** Commit time of the oldest that is not delivered; 0 if there is none. */
    long oldestMicros() {
        Entry oldest = entries.peek();
        return oldest == null ? 0 : oldest.commitMicros;
    }

    /** Everything before this place was delivered. */
    LogPosition reached() {
        return reached;
    }

    /** While nothing is on its way: everything before this place was delivered, or let pass. */
    void pass(LogPosition place) {
        if (place.compareTo(reached) > 0) {
            reached = place;
        }
    }

    /** Records delivered so far, those that were sent again counted again. */
    long delivered() {
        return delivered;
    }
}
