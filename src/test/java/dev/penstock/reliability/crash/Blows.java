package dev.penstock.reliability.crash;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often was struck, and in which moments: counted from what each blow left behind. */
final class Blows {
    private final Map<Moment, Integer> aimed = new EnumMap<>(Moment.class);
    private final Map<Moment, Integer> struck = new EnumMap<>(Moment.class);
    private int kills;
    private int cuts;

    void onKill() {
        kills++;
    }

    void onCut() {
        cuts++;
    }

    int kills() {
        return kills;
    }

    int cuts() {
        return cuts;
    }

    void onAimed(Moment moment) {
        aimed.merge(moment, 1, Integer::sum);
    }

    void onStruck(Moment moment) {
        struck.merge(moment, 1, Integer::sum);
    }

    int struck(Moment moment) {
        return struck.getOrDefault(moment, 0);
    }

    /** One line per moment. */
    String report() {
        return struck.entrySet().stream()
                .map(
                        entry ->
                                "%4d blows struck %s (rounds that aimed at it: %d)"
                                        .formatted(
                                                entry.getValue(),
                                                entry.getKey().words(),
                                                aimed.getOrDefault(entry.getKey(), 0)))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
