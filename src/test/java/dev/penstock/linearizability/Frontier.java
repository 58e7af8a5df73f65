package dev.penstock.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of configurations without those that another one makes needless.
 *
 * <p>Of two that differ only in the unanswered operations that they have used up, the one that used
 * fewer can do all that the other can: an unanswered operation need not happen. This is what keeps
 * histories with many lost answers cheap.
 */
final class Frontier {
    private final Map<Place, List<Configuration>> places = new HashMap<>();

    private record Place(ItemState state, long answered) {}

    /** Returns false if one that is here already can do all that this one can. */
    boolean add(Configuration added) {
        var place = new Place(added.state(), added.answered());
        var here = places.computeIfAbsent(place, absent -> new ArrayList<>(1));
        for (Configuration other : here) {
            if ((other.unanswered() & ~added.unanswered()) == 0) {
                return false;
            }
        }
        here.removeIf(other -> (added.unanswered() & ~other.unanswered()) == 0);
        here.add(added);
        return true;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    List<Configuration> configurations() {
        return places.values().stream().flatMap(List::stream).toList();
    }
}
