package dev.penstock.index;

import dev.penstock.common.Clock;
import dev.penstock.feed.ChangeRing;
import dev.penstock.feed.FeedBatch;
import dev.penstock.feed.FeedChange;
import dev.penstock.feed.FeedCommit;
import dev.penstock.feed.FeedCursor;
import dev.penstock.feed.FeedEnd;
import dev.penstock.index.IndexedVersion.IndexedTable;
import dev.penstock.table.IndexDefinition;
import dev.penstock.tree.PartitionedTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Brings the indexes up to date: takes what was published from the feed, in order, makes it part of
 * their trees, and publishes those. One thread turns it; a simulation turns it by hand.
 *
 * @param <V> a version of the database
 */
public final class IndexApplier<V extends IndexedVersion> {
    /*
     * A turn goes from one end of the feed to another, however many commits lie between: the more
     * it is behind, the fewer publications. Both ends come with the version of the database that
     * they stand for, so whatever is too much to follow is had by comparing trees instead: changes
     * that the ring let go, and what was written while a new index was made. The catalogue is not
     * followed but compared, too, each time it has changed.
     */

    private final ChangeRing<V> feed;
    private final FeedCursor<V> cursor;
    private final IndexEntries.NodeSizes sizes;
    private final CatalogueRequests catalogue;
    private final Executor background;
    private final Clock clock;

    private final Map<Integer, TableIndexes> tables = new HashMap<>();
    private final Set<TableIndexes> touched = new LinkedHashSet<>();

    /** Indexes that are being made or dropped. */
    private final List<TableIndex> unsettled = new ArrayList<>();

    private final LagWindow lags = new LagWindow();
    private @Nullable Object definitions;

    /** Set by the applier when the catalogue has changed, read by any thread. */
    private volatile Map<Long, TableIndex> readable = Map.of();

    /** The engine's own: set by the applier when the catalogue has changed, read by any thread. */
    private volatile List<HiddenIndex> hidden = List.of();

    /** Set by the applier behind what it publishes, read by any thread before it is looked at. */
    private volatile long appliedSequence;

    /** Set by the applier, read by any thread. */
    private volatile List<Backfill> running = List.of();

    /** Set by the applier, read by any thread. */
    private volatile Totals totals = new Totals(0, 0, Amount.NONE, Amount.NONE);

    /** Whether what was asked of the catalogue is to be asked again: set by any thread. */
    private volatile boolean asksAgain;

    /** Set by the applier, read by any thread. */
    private volatile boolean hasUnsettled;

    private volatile boolean isStopped;

    /**
     * Begins with what the feed came to. Call {@link #begin} before anything is published.
     *
     * @param background makes new indexes, and parts of all of them at the start
     */
    public IndexApplier(
            ChangeRing<V> feed,
            IndexEntries.NodeSizes sizes,
            CatalogueRequests catalogue,
            Executor background,
            Clock clock) {
        this.feed = feed;
        this.sizes = sizes;
        this.catalogue = catalogue;
        this.background = background;
        this.clock = clock;
        cursor = feed.open();
    }

    /**
     * Of all that was done, and of all indexes.
     *
     * @param hidden those that are the engine's own
     */
    private record Totals(long changes, long catchUps, Amount clients, Amount hidden) {
        Totals plus(long moreChanges, long moreCatchUps) {
            return new Totals(changes + moreChanges, catchUps + moreCatchUps, clients, hidden);
        }

        Totals with(TableIndex index, PartitionedTree trees) {
            return plus(index, trees, 1);
        }

        Totals without(TableIndex index, PartitionedTree trees) {
            return plus(index, trees, -1);
        }

        private Totals plus(TableIndex index, PartitionedTree trees, int times) {
            return index.isHidden()
                    ? new Totals(changes, catchUps, clients, hidden.plus(trees, times))
                    : new Totals(changes, catchUps, clients.plus(trees, times), hidden);
        }
    }

    /** How much indexes hold. */
    private record Amount(long entries, long liveBytes) {
        static final Amount NONE = new Amount(0, 0);

        Amount plus(PartitionedTree trees, int times) {
            return new Amount(
                    entries + times * trees.itemCount(), liveBytes + times * trees.liveBytes());
        }
    }

    /** Builds all indexes that were there before the start; takes as long as that takes. */
    public void begin() {
        FeedEnd<V> end = feed.end();
        settle(end.version(), background);
        beginNext(end.version());
        publish(end);
    }

    /** Turns until it is stopped. */
    public void run() {
        while (!isStopped) {
            cursor.await();
            turn();
        }
        unsettled.forEach(TableIndex::drop);
    }

    /** Any thread: no turn after the one that goes on. */
    public void stop() {
        isStopped = true;
        cursor.wake();
    }

    /** Any thread, now and then: what got lost is asked again. */
    public void onTick() {
        if (hasUnsettled) {
            asksAgain = true;
            cursor.wake();
        }
    }

    /**
     * Goes to the end of what was published.
     *
     * @return whether there was anything to apply
     */
    public boolean turn() {
        FeedEnd<V> end = feed.end();
        boolean hasChanges = cursor.isBefore(end);
        long catchUps = 0;
        long changes = 0;
        while (cursor.isBefore(end)) {
            FeedBatch batch = cursor.take();
            if (batch == null) {
                catchUp(end);
                catchUps++;
            } else {
                changes += apply(batch);
            }
        }
        settle(end.version(), Runnable::run);
        adoptBuilt(end.version());
        beginNext(end.version());
        publish(end);
        totals = totals.plus(changes, catchUps);
        if (hasChanges) {
            long now = clock.micros();
            lags.record(now, cursor.lagMicros(now));
        }
        cursor.acknowledge();
        ask();
        return hasChanges;
    }

    private long apply(FeedBatch batch) {
        long changes = 0;
        for (FeedCommit commit : batch.commits()) {
            for (FeedChange change : commit.changes()) {
                TableIndexes table = tables.get(change.change().tableId());
                if (table != null) {
                    table.add(change);
                    touched.add(table);
                    changes++;
                }
            }
        }
        touched.forEach(TableIndexes::apply);
        return changes;
    }

    private void catchUp(FeedEnd<V> end) {
        for (TableIndexes table : tables.values()) {
            table.catchUp(end.version());
            touched.add(table);
        }
        cursor.skipTo(end);
    }

    /** Makes the indexes those that the version's definitions name. */
    private void settle(V version, Executor executor) {
        if (isSettledFor(version)) {
            return;
        }
        definitions = version.definitions();
        unsettled.clear();
        Set<Integer> gone = new HashSet<>(tables.keySet());
        for (String name : version.tableNames()) {
            IndexedTable table = version.table(name);
            if (table != null && table.isIndexed()) {
                settle(table, executor);
                gone.remove(table.definition().id());
            }
        }
        for (int id : gone) {
            TableIndexes table = tables.remove(id);
            if (table != null) {
                table.indexes().forEach(this::drop);
                touched.remove(table);
            }
        }
        show();
    }

    @SuppressWarnings("ReferenceEquality") // Of definitions only whether they are the same object.
    private boolean isSettledFor(V version) {
        return version.definitions() == definitions;
    }

    private void settle(IndexedTable table, Executor executor) {
        var definition = table.definition();
        TableIndexes known = tables.computeIfAbsent(definition.id(), _ -> new TableIndexes(table));
        known.define(table).forEach(this::drop);
        for (IndexDefinition added : known.missing(table)) {
            var index = new TableIndex(definition, added);
            known.indexes().add(index);
            begin(index, table, executor);
        }
        for (TableIndex index : known.indexes()) {
            if (index.definition().state() == IndexDefinition.State.DELETING) {
                drop(index);
            }
            if (!index.isSettled()) {
                unsettled.add(index);
            }
        }
        touched.add(known);
    }

    private void drop(TableIndex index) {
        PartitionedTree visible = index.visible();
        if (visible != null) {
            totals = totals.without(index, visible);
        }
        index.drop();
    }

    private void begin(TableIndex index, IndexedTable table, Executor executor) {
        if (index.isHidden()) {
            // Its turn comes: nobody waits for it.
            return;
        }
        switch (index.definition().state()) {
            case ACTIVE -> {
                var shape = index.entries().shape(sizes);
                var build = new IndexBuild(index.entries(), shape, () -> false);
                index.adopt(build.of(table.trees(), executor));
            }
            case BACKFILLING -> {
                // Its turn comes.
            }
            case DELETING -> {
                // Its removal is asked for.
            }
        }
    }

    private void backfill(TableIndex index, TableIndexes table, Backfill.Source source) {
        var backfill =
                new Backfill(
                        index,
                        sizes,
                        source,
                        () -> source(table, feed.end().version()),
                        cursor::wake);
        index.begin(backfill);
        background.execute(backfill);
    }

    /** Any thread. Null if the table is gone. */
    private static Backfill.@Nullable Source source(TableIndexes table, IndexedVersion version) {
        IndexedTable now = table.in(version);
        return now == null ? null : new Backfill.Source(version, now.trees());
    }

    /**
     * Indexes of tables that have items are made one after the other: there may be many at once,
     * each holds a version, and others need the workers too. Those that somebody asked for come
     * before the engine's own.
     */
    private void beginNext(V version) {
        TableIndex next = null;
        for (TableIndex index : unsettled) {
            if (index.backfill() != null) {
                return;
            }
            if (index.isToBeMade() && (next == null || next.isHidden())) {
                next = index;
            }
        }
        TableIndexes table = next == null ? null : tables.get(next.tableId());
        Backfill.Source source = table == null ? null : source(table, version);
        if (next != null && table != null && source != null) {
            backfill(next, table, source);
        }
    }

    private void adoptBuilt(V version) {
        for (TableIndex index : unsettled) {
            Backfill backfill = index.backfill();
            Backfill.Built built = backfill == null ? null : backfill.built();
            TableIndexes table = tables.get(index.tableId());
            IndexedTable now = table == null ? null : table.in(version);
            if (built != null && table != null && now != null) {
                // Made of a version that may be newer than this one: the difference counts.
                index.adopt(built, now);
                touched.add(table);
            }
        }
        unsettled.removeIf(TableIndex::isSettled);
    }

    private void publish(FeedEnd<V> end) {
        for (TableIndexes table : touched) {
            table.onPublished(end.version());
            table.indexes().forEach(this::publish);
        }
        touched.clear();
        running = running();
        hasUnsettled = !unsettled.isEmpty();
        appliedSequence = end.sequence();
    }

    private void publish(TableIndex index) {
        PartitionedTree before = index.visible();
        PartitionedTree after = index.publish();
        if (after != null) {
            Totals others = before == null ? totals : totals.without(index, before);
            totals = others.with(index, after);
        }
    }

    private List<Backfill> running() {
        if (unsettled.isEmpty()) {
            return List.of();
        }
        var backfills = new ArrayList<Backfill>();
        for (TableIndex index : unsettled) {
            Backfill backfill = index.backfill();
            if (backfill != null) {
                backfills.add(backfill);
            }
        }
        return List.copyOf(backfills);
    }

    private void ask() {
        boolean again = asksAgain;
        asksAgain = false;
        for (TableIndex index : unsettled) {
            if (again) {
                index.askAgain();
            }
            if (index.mustAsk()) {
                index.onAsked();
                if (index.definition().state() == IndexDefinition.State.DELETING) {
                    catalogue.remove(index.tableId(), index.id());
                } else {
                    catalogue.activate(index.tableId(), index.id());
                }
            }
        }
    }

    private void show() {
        Map<Long, TableIndex> shown = new HashMap<>();
        var shownHidden = new ArrayList<HiddenIndex>();
        for (TableIndexes table : tables.values()) {
            for (TableIndex index : table.indexes()) {
                shown.put(key(index.tableId(), index.id()), index);
                if (index.isHidden()) {
                    shownHidden.add(index);
                }
            }
        }
        readable = Map.copyOf(shown);
        hidden = List.copyOf(shownHidden);
    }

    private static long key(int tableId, int indexId) {
        return (long) tableId << Integer.SIZE | indexId;
    }

    /**
     * An index as it is now; null if there is none, or none yet: the applier comes to a new one a
     * moment after its definition. Whether it may be read is for its definition to say. Any thread.
     */
    public @Nullable IndexView view(int tableId, int indexId) {
        // Before its trees: they have all that this says, or more.
        long sequence = appliedSequence();
        TableIndex index = readable.get(key(tableId, indexId));
        PartitionedTree visible = index == null ? null : index.visible();
        return visible == null ? null : new IndexView(visible, sequence);
    }

    /** A commit up to which all indexes have everything. Any thread. */
    public long appliedSequence() {
        FeedEnd<V> end = feed.end();
        return cursor.hasAcknowledged(end) ? end.sequence() : appliedSequence;
    }

    /** Age of the oldest commit that an index lacks; 0: they have everything. Any thread. */
    public long lagMicros(long nowMicros) {
        return cursor.lagMicros(nowMicros);
    }

    /** The oldest version that the making of an index holds; null if none does. Any thread. */
    public @Nullable V held() {
        V oldest = null;
        for (Backfill backfill : running) {
            @SuppressWarnings("unchecked") // They come from here.
            V version = (V) backfill.version();
            if (oldest == null || version.sequence() < oldest.sequence()) {
                oldest = version;
            }
        }
        return oldest;
    }

    /** About how much memory all indexes take, the engine's own too. Any thread. */
    public long liveBytes() {
        Totals now = totals;
        return now.clients.liveBytes + now.hidden.liveBytes;
    }

    /** The engine's own indexes. Any thread. */
    public List<HiddenIndex> hidden() {
        return hidden;
    }

    /** Entries of the engine's own indexes. Any thread. */
    public long hiddenEntries() {
        return totals.hidden.entries;
    }

    /** About how much memory the engine's own indexes take. Any thread. */
    public long hiddenBytes() {
        return totals.hidden.liveBytes;
    }

    /** Any thread. */
    public IndexStatus status() {
        Totals now = totals;
        return new IndexStatus(
                appliedSequence(),
                cursor.lagMicros(clock.micros()),
                lags.p99Micros(),
                now.changes,
                now.catchUps,
                now.clients.entries,
                now.clients.liveBytes,
                backfills());
    }

    private IndexStatus.Backfills backfills() {
        List<Backfill> now = running;
        int percent = 100;
        for (Backfill backfill : now) {
            percent = Math.min(percent, backfill.percent());
        }
        return new IndexStatus.Backfills(now.size(), percent);
    }
}
