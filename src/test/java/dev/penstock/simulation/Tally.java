package dev.penstock.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * What never happened. Many runs together must meet everything, or they prove less than they
     * say.
     */
    List<String> missing() {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("clean stops", cleanStops);
        counts.put("kills", kills);
        counts.put("power cuts", powerCuts);
        counts.put("ends while opening", endsWhileOpening);
        counts.put("failed calls", failedCalls);
        counts.put("stops by a failure", stopsByFailure);
        counts.put("snapshots", snapshots);
        counts.put("writes refused for lack of space", refusedForSpace);
        counts.put("unacknowledged commits kept", unacknowledgedKept);
        counts.put("unacknowledged commits lost", unacknowledgedLost);
        return counts.entrySet().stream()
                .filter(count -> count.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

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
