package dev.penstock.simulation;

/** What happened in all runs together: a test that does little finds little. */
public final class Tally {
    long runs;
    long calls;
    long commits;
    long answers;
    long reads;
    long starts;
    long cleanStops;
    long kills;
    long powerCuts;
    long endsWhileOpening;
    long failedCalls;
    long stopsByFailure;
    long snapshots;
    long refusedForSpace;
    long unacknowledgedKept;
    long unacknowledgedLost;

    @Override
    public String toString() {
        return """
        %,d runs, %,d calls of the disk, %,d commits, %,d answers, %,d reads
        %,d starts; ended by %,d clean stops, %,d kills, %,d power cuts (%,d while opening), %,d failures
        %,d calls failed, %,d snapshots, %,d writes refused for lack of space
        after a start, of what nobody had been told of: %,d commits kept, %,d lost
        """
                .formatted(
                        runs,
                        calls,
                        commits,
                        answers,
                        reads,
                        starts,
                        cleanStops,
                        kills,
                        powerCuts,
                        endsWhileOpening,
                        stopsByFailure,
                        failedCalls,
                        snapshots,
                        refusedForSpace,
                        unacknowledgedKept,
                        unacknowledgedLost);
    }
}
