package dev.penstock.reliability.calls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which calls of a start are worth a fault, found in the trace of a start without one. */
final class StartPlan {
    /** Of many calls in a row, of one kind on one file, the first and the last few. */
    private static final int ROW_ENDS = 2;

    private StartPlan() {}

    private record Row(int thread, String name, String file) {}

    /** For each kind of call, at which counts a thread makes one on the data directory. */
    static Map<String, Set<Integer>> of(Trace trace, Path data) {
        var made = new HashMap<Row, Integer>();
        var rows = new HashMap<Row, List<Integer>>();
        for (TracedCall call : trace.calls()) {
            var kind = new Row(call.thread(), call.name(), "");
            int number = made.merge(kind, 1, Integer::sum);
            if (call.mentions(data.toString())) {
                var row = new Row(call.thread(), call.name(), file(call));
                rows.computeIfAbsent(row, _ -> new ArrayList<>()).add(number);
            }
        }
        var plan = new TreeMap<String, Set<Integer>>();
        rows.forEach(
                (row, numbers) -> {
                    var chosen = plan.computeIfAbsent(row.name(), _ -> new TreeSet<>());
                    for (int i = 0; i < numbers.size(); i++) {
                        if (i < ROW_ENDS || i >= numbers.size() - ROW_ENDS) {
                            chosen.add(numbers.get(i));
                        }
                    }
                });
        return plan;
    }

    /** The path in quotes or of the descriptor. */
    private static String file(TracedCall call) {
        String arguments = call.arguments();
        return call.name().equals("openat")
                ? arguments.substring(arguments.indexOf('"'))
                : arguments.replaceAll(",.*", "");
    }
}
