package dev.penstock.partition;

import dev.penstock.common.Clock;
import dev.penstock.common.Upkeep;
import dev.penstock.expiry.ExpiryStatus;
import dev.penstock.expiry.Sweeper;
import dev.penstock.feed.ChangeRing;
import dev.penstock.feed.FeedBatch;
import dev.penstock.feed.FeedCommit;
import dev.penstock.feed.StreamUpkeep;
import dev.penstock.feed.StreamedCommits;
import dev.penstock.index.IndexApplier;
import dev.penstock.index.IndexView;
import dev.penstock.log.CommitListener;
import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import dev.penstock.partition.system.Exported;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database without threads: the published version for readers, the inbox, and the writer behind
 * it. {@link Database} gives it its threads; a simulation turns it by hand.
 */
final class Engine {
    /** What a command of upkeep holds, about. */
    private static final int UPKEEP_BYTES = 1 << 10;

    private final DatabaseSettings settings;
    private final Clock clock;
    private final Inbox inbox;
    private final Writer writer;
    private final Room room;
    private final @Nullable Snapshotter snapshotter;
    private final DiskWatch diskWatch;
    private final StreamedCommits streamed = new StreamedCommits();
    private final StreamUpkeep streams;
    private final Upkeep streamUpkeep = new Upkeep("streams");
    private final Upkeep snapshotUpkeep = new Upkeep("snapshots");
    private final Upkeep indexUpkeep = new Upkeep("indexes");
    private final Upkeep expiryUpkeep = new Upkeep("time to live");
    private final @Nullable LongSupplier snapshotsFrom;
    private final RecoveryReport recovery;

    /**
     * Set by the writer with release after the sync, read with acquire: who sees a version sees all
     * of its trees, and nothing that is not durable.
     */
    private final AtomicReference<Version> version;

    private final ChangeRing<Version> feed;
    private final IndexApplier<Version> indexes;
    private final Sweeper sweeper;

    /**
     * Recovers what storage holds; takes as long as recovery takes.
     *
     * @param background reads and writes snapshots
     */
    Engine(
            DatabaseSettings settings,
            Storage storage,
            Clock clock,
            Supplier<UUID> uuids,
            Executor background) {
        this.clock = clock;
        this.settings = settings;
        long startMicros = clock.micros();
        var recovered = Recovery.run(settings, storage, background);
        Draft draft = recovered.draft();
        version = new AtomicReference<>(draft.published());
        feed = ring(settings.feed(), draft.published());
        inbox = new Inbox(settings.inbox());
        indexes =
                new IndexApplier<>(
                        feed,
                        settings.tree().indexNodes(),
                        new IndexRequests(inbox),
                        background,
                        clock);
        indexes.begin();
        recovery = recovered.report(clock.micros() - startMicros);
        room =
                new Room(
                        settings.watermarks(),
                        this::besideBytes,
                        this::pinnedBytes,
                        new Room.IndexLag(
                                this::indexLagMicros, settings.feed().indexLagMicrosMax()));
        streams = upkeep(settings.streams(), storage.log(), clock);
        Snapshots snapshots = storage.snapshots();
        snapshotsFrom = snapshots == null ? null : snapshots.store()::retainFromSequence;
        snapshotter =
                snapshots == null
                        ? null
                        : new Snapshotter(
                                snapshots,
                                storage.log(),
                                (held, end) -> SnapshotTables.snapshot(held, end, settings),
                                background,
                                recovered.recovered(),
                                streams::retainFrom);
        if (snapshots != null && snapshotter != null) {
            snapshotter.begin(draft.published());
            storage.log().leaveFree(() -> leftFreeBytes(snapshots, settings.watermarks()));
        }
        writer =
                new Writer(
                        inbox, draft, new Decider(draft, room, uuids, clock), ports(storage.log()));
        sweeper = sweeper(background, storage.log());
        diskWatch =
                new DiskWatch(
                        storage.disk(),
                        settings.watermarks(),
                        () -> snapshots == null ? 0 : snapshots.roomBytes(version().liveBytes()),
                        room,
                        this::onLook);
    }

    private static ChangeRing<Version> ring(DatabaseSettings.Feed feed, Version recovered) {
        return new ChangeRing<>(feed.ringBytesMax(), recovered.sequence(), recovered);
    }

    private Writer.WriterPorts ports(CommitLog log) {
        return new Writer.WriterPorts(
                log, clock, settings.batching(), this::onPublished, streamed, feed.live());
    }

    private StreamUpkeep upkeep(DatabaseSettings.Streams kept, CommitLog log, Clock clock) {
        return new StreamUpkeep(
                new StreamUpkeep.Limits(
                        kept.retentionMicros(),
                        kept.retentionBytes(),
                        settings.expiry().clockPauseMicros()),
                log,
                clock,
                () -> version().streams(),
                () -> exportsFrom(log, clock.micros()),
                (forgotten, closes) ->
                        submit(new Command.KeepStreams(forgotten, closes), UPKEEP_BYTES));
    }

    private Sweeper sweeper(Executor background, CommitLog log) {
        long lastMicros = log.end().commitMicros();
        return new Sweeper(
                indexes::hidden,
                this::removeExpired,
                background,
                new Sweeper.WatchedClock(
                        clock,
                        settings.expiry().clockPauseMicros(),
                        lastMicros == 0 ? clock.micros() : lastMicros));
    }

    private CompletionStage<Sweeper.Judged> removeExpired(int tableId, List<byte[]> items) {
        int heldBytes = UPKEEP_BYTES;
        for (byte[] item : items) {
            heldBytes += item.length;
        }
        return submit(new Command.RemoveExpired(tableId, items), heldBytes)
                .thenApply(
                        outcome ->
                                outcome instanceof Outcome.Expired expired
                                        ? new Sweeper.Judged(expired.judged(), expired.removed())
                                        : Sweeper.Judged.REFUSED);
    }

    /** The first commit that an export lacks; the largest number if none lacks any. */
    private long exportsFrom(CommitLog log, long micros) {
        long from = Long.MAX_VALUE;
        for (Exported export : version().exports()) {
            if (export.destination().isActive() || export.isDraining(micros)) {
                var progress = export.progress();
                from =
                        Math.min(
                                from,
                                progress == null
                                        ? log.sequenceAt(export.destination().sinceMicros())
                                        : progress.next().sequence());
            }
        }
        return from;
    }

    /**
     * What a new segment leaves free. While anything is accepted, room for snapshots and another
     * segment; once only deletes are, room for the next snapshot, which lets the log forget.
     */
    private long leftFreeBytes(Snapshots snapshots, Watermarks watermarks) {
        long liveBytes = version().liveBytes();
        return room.disk() == DiskLevel.PLENTY
                ? snapshots.roomBytes(liveBytes) + watermarks.diskExhaustedBytes()
                : liveBytes;
    }

    /** Any thread. */
    Version version() {
        return version.getAcquire();
    }

    /** Any thread. */
    CompletionStage<Outcome> submit(Command command, int heldBytes) {
        var reply = new CompletableFuture<Outcome>();
        inbox.offer(Inbox.Submission.of(command, heldBytes, reply));
        return reply;
    }

    /** Any thread, which must {@link #wake} the writer soon. */
    void post(Inbox.Submission submission) {
        inbox.post(submission);
    }

    /** Any thread: makes the writer look at what was posted. */
    void wake() {
        inbox.wake();
    }

    /** Any thread: who is told of each batch from the next one on. */
    void listen(CommitListener listener) {
        streamed.listen(listener);
    }

    int partitions() {
        return settings.partitions();
    }

    DatabaseSettings.Streams streams() {
        return settings.streams();
    }

    /** Any thread. */
    long trustedMicros() {
        return streams.trustedMicros();
    }

    RecoveryReport recovery() {
        return recovery;
    }

    /** Any thread. */
    DatabaseStatus status() {
        return new DatabaseStatus(
                version().liveBytes() + indexes.liveBytes(),
                inbox.commands(),
                inbox.bytes(),
                room.disk(),
                problems(),
                snapshotter == null ? SnapshotStatus.NONE : snapshotter.status(),
                feed.heldBytes(),
                indexes.status(),
                new ExpiryStatus(
                        sweeper.removed(),
                        indexes.hiddenEntries(),
                        indexes.hiddenBytes(),
                        sweeper.lagMicros(),
                        sweeper.isPaused()));
    }

    private List<String> problems() {
        return Stream.of(streamUpkeep, snapshotUpkeep, indexUpkeep, expiryUpkeep)
                .map(Upkeep::problem)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Writer's thread only. Parks until a turn has work; false if it never will again. */
    boolean awaitWork() {
        return inbox.awaitWork();
    }

    /**
     * Writer's thread only: one batch, from the inbox to the replies. An exception is fatal.
     *
     * @return commands answered; 0 if none waited
     */
    int turn() {
        return writer.turn();
    }

    /** Background worker only, once a second: looks at the disk, and whether a snapshot is due. */
    void watchDisk() {
        diskWatch.run();
        indexUpkeep.look(indexes::onTick);
    }

    /** Background worker only, again and again: looks which items' time has come. */
    void lookForExpired() {
        expiryUpkeep.look(sweeper::look);
    }

    long expiryIntervalMillis() {
        return settings.expiry().intervalMillis();
    }

    /** Any thread. */
    IndexView index(int tableId, int indexId) {
        IndexView view = indexes.view(tableId, indexId);
        return view == null ? IndexView.EMPTY : view;
    }

    /** The index applier's thread turns it, or a simulation. */
    IndexApplier<Version> indexes() {
        return indexes;
    }

    /** Any thread: refuses new commands. */
    void refuse() {
        inbox.close();
    }

    /** By the clock that the commits' times of publication are from, wherever it jumps. */
    private long indexLagMicros() {
        return indexes.lagMicros(clock.micros());
    }

    private long pinnedBytes() {
        Version now = version();
        Version snapshot = snapshotter == null ? null : snapshotter.held();
        Version index = indexes.held();
        return Math.max(
                snapshot == null ? 0 : now.pinnedBytes(snapshot),
                index == null ? 0 : now.pinnedBytes(index));
    }

    private long besideBytes() {
        return inbox.bytes() + feed.heldBytes() + indexes.liveBytes();
    }

    private void onLook(DiskLevel disk) {
        streamUpkeep.look(() -> streams.onLook(diskWatch.isTight(), snapshotsFrom));
        if (snapshotter != null) {
            snapshotUpkeep.look(() -> snapshotter.onLook(disk));
        }
    }

    /** Any thread: what was published last, for whoever follows. */
    ChangeRing<Version> feed() {
        return feed;
    }

    private void onPublished(Version next, LogEnd end, long logBytes, List<FeedCommit> followed) {
        version.setRelease(next);
        FeedBatch batch =
                followed.isEmpty()
                        ? null
                        : new FeedBatch(end.commitMicros(), clock.micros(), followed);
        feed.publish(next.sequence(), batch, next);
        streamed.publish(end);
        if (snapshotter != null) {
            snapshotter.onPublished(next, end, logBytes);
        }
    }
}
