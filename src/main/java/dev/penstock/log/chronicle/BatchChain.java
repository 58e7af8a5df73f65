package dev.penstock.log.chronicle;

import dev.penstock.log.LogEnd;
import org.jspecify.annotations.Nullable;

/** Judges whether entries come in the one order in which they were written. Pure. */
final class BatchChain {
    /** What an entry is to the chain. */
    enum Step {
        /** The next one, and its batch has more. */
        PART,
        /** The next one, and the last of its batch. */
        COMPLETE,
        /** Not the next one; the chain stays where it was. */
        DEVIATES
    }

    /** Behind the last whole batch; null while not even the first entry is known. */
    private @Nullable LogEnd end;

    private int chain;
    private Entry.@Nullable BatchStamp open;
    private int parts;
    private boolean atSegmentStart;

    private BatchChain(@Nullable LogEnd end, int chain) {
        this.end = end;
        this.chain = chain;
    }

    /** A chain of which the last batch is known. */
    static BatchChain after(LogEnd end, int chain) {
        return new BatchChain(end, chain);
    }

    /** A chain that believes the first entry that it meets, if that opens a segment. */
    static BatchChain fromAnySegment() {
        return new BatchChain(null, 0);
    }

    /** The next entry must be the first of a segment. */
    void enterSegment() {
        atSegmentStart = true;
    }

    Step accept(Entry entry) {
        if (!isNext(entry)) {
            return Step.DEVIATES;
        }
        chain = entry.crc();
        atSegmentStart = false;
        if (!entry.isLast()) {
            open = entry.stamp();
            parts++;
            return Step.PART;
        }
        end = entry.stamp().end();
        open = null;
        parts = 0;
        return Step.COMPLETE;
    }

    private boolean isNext(Entry entry) {
        if (entry.index() != parts || entry.opensSegment() != atSegmentStart) {
            return false;
        }
        if (open != null) {
            return entry.chain() == chain && entry.stamp().equals(open);
        }
        return end == null || (entry.chain() == chain && entry.stamp().follows(end));
    }

    /** The last whole batch; nothing if there was none yet. */
    LogEnd end() {
        return end == null ? LogEnd.NONE : end;
    }

    /** Checksum of the last entry accepted. */
    int chain() {
        return chain;
    }

    /** Entries accepted of a batch that is not whole yet. */
    int parts() {
        return parts;
    }
}
