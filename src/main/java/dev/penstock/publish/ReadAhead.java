package dev.penstock.publish;

import dev.penstock.common.Limit;
import dev.penstock.feed.ChangePage;
import dev.penstock.feed.LoggedChange;
import dev.penstock.log.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the log for subscribers that are behind, and is more than they are given at
 * once: the next delivery comes from here, and so do those of others who are as far. Only an
 * economy: what is let go is read again. Any thread.
 */
final class ReadAhead {
    @Limit(
            of = "changes that are read from the log ahead of the subscribers that are behind",
            unit = "bytes",
            beyond = "what was read first is let go, and read again if it is wanted")
    static final int BYTES_MAX = 4 << 20;

    /** Of changes that are read at once: several deliveries. */
    static final int PAGE_BYTES = 256 << 10;

    /** Of one table's changes that stand far apart a page has few. */
    private static final int PAGES_MAX = 64;

    /** The oldest first. Each list is immutable. */
    private final AtomicReference<List<Page>> pages = new AtomicReference<>(List.of());

    /**
     * All changes of a table from a place on, up to another.
     *
     * @param from everything of the table that stands at this place or behind it is here
     * @param next where they end
     */
    private record Page(
            int tableId,
            LogPosition from,
            List<LoggedChange> changes,
            LogPosition next,
            long heldBytes) {
        boolean holds(int table, LogPosition place) {
            return tableId == table && from.compareTo(place) <= 0 && place.compareTo(next) < 0;
        }

        /** What stands at a place and behind it, as much as is given at once. */
        ChangePage.Changes part(LogPosition place, long bytesMax) {
            int first = 0;
            while (first < changes.size() && changes.get(first).position().compareTo(place) < 0) {
                first++;
            }
            int last = first;
            for (long bytes = 0; last < changes.size() && bytes < bytesMax; last++) {
                bytes += changes.get(last).heldBytes();
            }
            return new ChangePage.Changes(
                    changes.subList(first, last),
                    last == changes.size() ? next : changes.get(last).position());
        }
    }

    /** Some of a table's changes from a place on; null if they are not held. */
    ChangePage.@Nullable Changes find(int tableId, LogPosition from, long bytesMax) {
        for (Page page : pages.get()) {
            if (page.holds(tableId, from)) {
                return page.part(from, bytesMax);
            }
        }
        return null;
    }

    /** Keeps what was read from a place on; returns the first part of it. */
    ChangePage.Changes add(int tableId, LogPosition from, ChangePage.Changes read, long bytesMax) {
        long bytes = read.changes().stream().mapToLong(LoggedChange::heldBytes).sum();
        var page = new Page(tableId, from, read.changes(), read.next(), bytes);
        var part = page.part(from, bytesMax);
        if (part.next().compareTo(read.next()) < 0) {
            var _ = pages.updateAndGet(held -> with(held, page));
        }
        return part;
    }

    private static List<Page> with(List<Page> held, Page added) {
        var all = new ArrayList<>(held);
        all.add(added);
        int first = 0;
        for (long bytes = bytes(all); bytes > BYTES_MAX || all.size() - first > PAGES_MAX; ) {
            bytes -= all.get(first).heldBytes;
            first++;
        }
        return List.copyOf(all.subList(first, all.size()));
    }

    private static long bytes(List<Page> all) {
        return all.stream().mapToLong(Page::heldBytes).sum();
    }

    /** Nobody is behind any more. */
    void clear() {
        pages.set(List.of());
    }

    long heldBytes() {
        return bytes(pages.get());
    }
}
