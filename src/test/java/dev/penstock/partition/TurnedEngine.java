package dev.penstock.partition;

import dev.penstock.common.Clock;
import dev.penstock.feed.ChangeRing;
import dev.penstock.index.HiddenIndex;
import dev.penstock.index.IndexView;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The engine in the hands of a simulation, which is its writer and its background worker. */
public final class TurnedEngine {
    private final Engine engine;

    /** Recovers. */
    public TurnedEngine(
            DatabaseSettings settings,
            Storage storage,
            Clock clock,
            Supplier<UUID> uuids,
            Executor background) {
        engine = new Engine(settings, storage, clock, uuids, background);
    }

    public Version version() {
        return engine.version();
    }

    public CompletionStage<Outcome> submit(Command command) {
        return engine.submit(command, 1);
    }

    /** One batch, from the inbox to the replies. */
    public void turn() {
        var _ = engine.turn();
    }

    List<HiddenIndex> hiddenIndexes() {
        return engine.indexes().hidden();
    }

    public ChangeRing<Version> feed() {
        return engine.feed();
    }

    public IndexView index(int tableId, int indexId) {
        return engine.index(tableId, indexId);
    }

    /** The index applier goes to the end of the feed. */
    public boolean turnIndexes() {
        return engine.indexes().turn();
    }

    /** Looks which items' time has come. */
    public void lookForExpired() {
        engine.lookForExpired();
    }

    public void watchDisk() {
        engine.watchDisk();
    }

    public DatabaseStatus status() {
        return engine.status();
    }

    public RecoveryReport recovery() {
        return engine.recovery();
    }
}
