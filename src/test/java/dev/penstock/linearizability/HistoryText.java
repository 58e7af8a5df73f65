package dev.penstock.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Prints operations, and what was done to the server meanwhile, as lines in order of time. */
public final class HistoryText {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final List<Event> events;

    public HistoryText(List<Event> events) {
        this.events = List.copyOf(events);
    }

    /** Something that was done to the server. */
    public record Event(long time, String what) {}

    private record Line(long time, String text) {}

    /** Times are in milliseconds since the first invocation. */
    public List<String> lines(List<Operation> window, Operation culprit) {
        long start = window.stream().mapToLong(Operation::invoked).min().orElseThrow();
        var lines = new ArrayList<Line>();
        for (Operation operation : window) {
            String mark = operation.equals(culprit) ? "=>" : "  ";
            lines.add(new Line(operation.invoked(), mark + line(operation, start)));
        }
        for (Event event : events) {
            if (event.time() >= start && event.time() <= culprit.ended()) {
                String text = "  %12s -- %s --".formatted(millis(event.time() - start), event.what);
                lines.add(new Line(event.time(), text));
            }
        }
        return lines.stream().sorted(Comparator.comparingLong(Line::time)).map(Line::text).toList();
    }

    private static String line(Operation operation, long start) {
        Answer answer = operation.answer();
        String ended =
                operation.ended() == Operation.NEVER ? "" : millis(operation.ended() - start);
        return "%12s .. %12s  client %2d  %-40s %s"
                .formatted(
                        millis(operation.invoked() - start),
                        ended,
                        operation.client(),
                        operation.action(),
                        answer == null ? "no answer" : answer.toString());
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
    }
}
