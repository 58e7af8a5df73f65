package dev.penstock.simulation;

import dev.penstock.simulation.disk.SimulatedDisk;
import dev.penstock.simulation.disk.Trace;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What outlives a process: disk, clock, chance, and the truth. */
final class World {
    private static final long START_MICROS = 1_700_000_000_000_000L;

    final RandomGenerator random;
    final Trace trace;
    final Profile profile;
    final SimulatedDisk disk;
    final Workload workload;
    final History history = new History();
    final Tally tally;

    private long micros = START_MICROS;
    private boolean calm;
    private long uuids;

    World(RandomGenerator random, Trace trace, Tally tally) {
        this.random = random;
        this.trace = trace;
        this.tally = tally;
        profile = Profile.of(random);
        disk = new SimulatedDisk(profile.diskBytes(), random.nextInt(3) == 0, random, trace);
        workload = new Workload(random, profile);
    }

    long micros() {
        return micros;
    }

    /** Time passes; now and then somebody sets the clock back. */
    void advanceClock() {
        micros += random.nextInt(64) == 0 ? -random.nextInt(1_000_000) : random.nextInt(50_000);
    }

    UUID nextUuid() {
        return new UUID(uuids++, 0);
    }

    /** From now on nobody does any harm. */
    void calmDown() {
        calm = true;
        disk.othersHold(0);
    }

    /** Somebody else fills the disk, or makes room on it. */
    void crowdDisk() {
        if (calm) {
            return;
        }
        disk.othersHold(random.nextBoolean() ? 0 : random.nextLong(profile.diskBytes()));
    }
}
