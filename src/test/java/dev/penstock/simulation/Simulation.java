package dev.penstock.simulation;

import dev.penstock.log.DamagedLogException;
import dev.penstock.simulation.disk.ProcessGone;
import dev.penstock.simulation.disk.Trace;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run: processes that follow each other on one disk, each ended by a kill, a loss of power, a
 * failing call or a clean stop; at the end two that nothing happens to. Everything follows from the
 * seed.
 */
public final class Simulation {
    private final World world;
    private final RandomGenerator random;
    private final Trace trace;
    private final Tally tally;

    private Simulation(long seed, boolean isPrinted, Tally tally) {
        this.tally = tally;
        random = new SplittableRandom(seed);
        trace = new Trace(isPrinted);
        world = new World(random, trace, tally);
    }

    /**
     * Runs a seed.
     *
     * @return a sum of everything that happened and of everything on the disk
     * @throws Violation if a promise was broken
     */
    public static long run(long seed, boolean isPrinted, Tally tally) {
        var simulation = new Simulation(seed, isPrinted, tally);
        try {
            simulation.run();
        } catch (RuntimeException | Error unexpected) {
            throw unexpected instanceof Violation violation
                    ? violation
                    : new Violation("an unexpected failure", unexpected);
        }
        return simulation.trace.digest();
    }

    private void run() {
        tally.runs++;
        for (int life = 0; life < world.profile.lives(); life++) {
            live(Misfortune.of(random, world.profile.failsCalls()));
            if (random.nextBoolean()) {
                tally.powerCuts++;
                trace.remark(() -> "power is lost");
                world.disk.losePower();
            }
        }
        world.calmDown();
        live(Misfortune.none());
        live(Misfortune.none());
        if (world.history.last() != world.history.promised()) {
            throw new Violation("a clean stop lost commits", null);
        }
        world.disk.addTo(trace);
    }

    private void live(Misfortune misfortune) {
        tally.starts++;
        var process = new NodeProcess(world, misfortune);
        boolean stopsCleanly = misfortune.isNone() || random.nextInt(4) == 0;
        Throwable failure = null;
        try {
            process.open();
            for (int i = 0; i < world.profile.actions() && !process.isGone(); i++) {
                process.act();
            }
            if (stopsCleanly && !process.isGone()) {
                process.close();
                tally.cleanStops++;
            }
        } catch (ProcessGone gone) {
            // As it was meant to.
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        boolean wasGone = process.isGone();
        tally.endsWhileOpening += process.isOpening() && wasGone ? 1 : 0;
        process.end();
        judge(process, failure, wasGone);
    }

    /**
     * @param wasGone whether the failure came after the process had ended
     */
    private void judge(NodeProcess process, @Nullable Throwable failure, boolean wasGone) {
        if (process.violation() != null) {
            throw new Violation("a promise was broken", process.violation());
        }
        if (failure instanceof Violation violation) {
            throw violation;
        }
        if (failure == null || wasGone) {
            return;
        }
        trace.remark(failure::toString);
        // Files that cannot be read may make a start impossible; damage is never found.
        boolean isDamage = failure instanceof DamagedLogException;
        if (isDamage || !process.isForgivable(failure)) {
            throw new Violation("a process failed", failure);
        }
        tally.stopsByFailure++;
        world.crowdDisk();
    }
}
