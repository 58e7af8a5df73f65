package dev.penstock.reliability.crash;

import dev.penstock.reliability.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Waits for the moment of a blow, and tells afterwards which moments it struck in. A moment lasts
 * milliseconds, so the directory is looked at every half of one.
 */
final class Aim {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofNanos(500_000);
    private static final int LATER_MICROS_MAX = 8_000;

    private final Path data;
    private final SplittableRandom random;

    /** Ends all waiting: the server is gone by itself. */
    private final BooleanSupplier isOver;

    private final DirectoryLook first;

    /**
     * Begins when the server is ready, before anything is written.
     *
     * @param isOver whether waiting has become pointless
     */
    Aim(Path data, SplittableRandom random, BooleanSupplier isOver) {
        this.data = data;
        this.random = random;
        this.isOver = isOver;
        first = DirectoryLook.at(data);
    }

    /** Until the server has written to this many segments, and completed as many snapshots. */
    void awaitActivity(int segments, int snapshots) {
        var begun = new LogPlace(first.newestEpoch(), segments - 1);
        await(
                "%d segments and %d snapshots".formatted(segments, snapshots),
                look ->
                        !begun.isBehind(look.newestSegment())
                                && look.newestManifest() >= first.newestManifest() + snapshots);
    }

    /** Until the log rolls to another segment. */
    void awaitRoll() {
        var newest = DirectoryLook.at(data).newestSegment();
        await("a roll", look -> look.newestSegment().isBehind(newest));
        elapse(LATER_MICROS_MAX / 2);
    }

    /** Until files of a snapshot are there, and not its manifest. */
    void awaitSnapshot() {
        long unfinished = DirectoryLook.at(data).unfinishedSnapshot();
        await("a snapshot", look -> look.unfinishedSnapshot() > unfinished);
        elapse(4 * LATER_MICROS_MAX);
    }

    /** Until a snapshot is complete, with which older files become superfluous. */
    void awaitForgetting() {
        long newest = DirectoryLook.at(data).newestManifest();
        await("a manifest", look -> look.newestManifest() > newest);
        elapse(2 * LATER_MICROS_MAX);
    }

    /**
     * Until a recovery is under way, and then a random part of it: all of it, or what follows once
     * everything was read and the log begins a new epoch.
     *
     * @param isListening a server listens, and says that it is not ready, before it recovers
     */
    void awaitRecovery(Duration atMost, BooleanSupplier isListening) {
        if (random.nextBoolean()) {
            await("the server listens", _ -> isListening.getAsBoolean());
        } else {
            await("a new epoch", look -> look.hasNewEpoch(first));
        }
        elapse((int) (atMost.toNanos() / 1_000));
    }

    void elapse(int microsMax) {
        Await.elapse(Duration.ofNanos(1_000L * random.nextInt(microsMax + 1)));
    }

    private void await(String what, Predicate<DirectoryLook> condition) {
        Await.until(
                what,
                WITHIN,
                EVERY,
                () -> isOver.getAsBoolean() || condition.test(DirectoryLook.at(data)));
    }

    /**
     * Which moments a blow struck in.
     *
     * @param before the directory right before the blow
     * @param after as the blow left it
     */
    Set<Moment> struckIn(DirectoryLook before, DirectoryLook after) {
        var moments = EnumSet.noneOf(Moment.class);
        var segment = before.newestSegment();
        boolean isRollLost = segment.segment() > 0 && !after.hasSegment(segment);
        if (after.isRolling() || isRollLost) {
            moments.add(Moment.ROLL);
        }
        long snapshot = Math.max(before.unfinishedSnapshot(), after.unfinishedSnapshot());
        boolean isOfThisRound =
                snapshot > Math.max(first.newestManifest(), first.unfinishedSnapshot());
        if (isOfThisRound && !after.hasManifest(snapshot)) {
            moments.add(Moment.SNAPSHOT);
        }
        if (after.newestManifest() > first.newestManifest() && after.isForgetting()) {
            moments.add(Moment.FORGETTING);
        }
        return moments;
    }
}
