package dev.penstock.reliability.calls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** What strace wrote: calls in the order in which they ended. */
final class Trace {
    /** File calls; those that follow each other tell what a sync is for. */
    static final String CALLS =
            "trace=msync,fdatasync,fsync,ftruncate,fallocate,openat,rename,renameat,renameat2,write,"
                + "writev,pwrite64,pwritev,unlink,unlinkat,rmdir,mkdir";

    /** It is opened and synced. */
    private static final int CALLS_OF_A_DIRECTORY_SYNC = 2;

    private static final int TOLD = 4;

    private static final Pattern LINE = Pattern.compile("(\\d+) +(\\d+)\\.(\\d{6}) (.*)");
    private static final Pattern WHOLE = Pattern.compile("(\\w+)\\((.*)\\) += (.*)");
    private static final Pattern BEGUN = Pattern.compile("(\\w+)\\((.*) <unfinished \\.\\.\\.>");
    private static final Pattern ENDED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)\\) += (.*)");
    private static final Pattern EXIT = Pattern.compile("\\+\\+\\+ (exited|killed) .*");

    private final List<TracedCall> calls = new ArrayList<>();
    private final Map<Integer, TracedCall> begun = new HashMap<>();
    private final Set<Long> ended = new HashSet<>();
    private long exitMicros = -1;

    private Trace() {}

    static Trace read(Path file) throws IOException {
        var trace = new Trace();
        // Paths of others may hold any byte.
        Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(trace::add);
        return trace;
    }

    List<TracedCall> calls() {
        return calls;
    }

    /** When the last thread ended, since 1970. */
    OptionalLong exitMicros() {
        return exitMicros < 0 ? OptionalLong.empty() : OptionalLong.of(exitMicros);
    }

    /** Whether a process, the last of its threads, is gone. */
    boolean hasEnded(long process) {
        return ended.contains(process);
    }

    /** Whether the thread has just deleted something: then it makes that durable. */
    boolean isBehindDelete(TracedCall call) {
        int from = calls.indexOf(call);
        int looked = 0;
        for (int i = from - 1; i >= 0 && looked < CALLS_OF_A_DIRECTORY_SYNC; i--) {
            var before = calls.get(i);
            if (before.thread() == call.thread()) {
                looked++;
                if (before.isDelete()) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether the thread has just made a file whole, or given it its name: then it makes its name
     * durable.
     */
    boolean isBehindFile(TracedCall call) {
        var before = before(call);
        if (before.isEmpty()) {
            return false;
        }
        var last = before.getLast();
        boolean isSyncOfFile = last.name().equals("fsync") && !last.mentions("/snapshots>");
        return isSyncOfFile || last.name().startsWith("rename");
    }

    /** Whether the thread is the one that writes the log: it has synced a segment. */
    boolean isOfWriter(TracedCall call) {
        return calls.stream()
                .filter(one -> one.thread() == call.thread())
                .anyMatch(one -> one.name().equals("fdatasync") && one.mentions(".cq4>"));
    }

    /** What the threads of these calls did before each: it tells what they were for. */
    List<String> before(List<TracedCall> failed) {
        return failed.stream()
                .map(this::before)
                .map(all -> "before: " + all.subList(Math.max(0, all.size() - TOLD), all.size()))
                .toList();
    }

    private List<TracedCall> before(TracedCall call) {
        return calls.subList(0, calls.indexOf(call)).stream()
                .filter(one -> one.thread() == call.thread())
                .toList();
    }

    private void add(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            return;
        }
        int thread = Integer.parseInt(parts.group(1));
        long micros = Long.parseLong(parts.group(2)) * 1_000_000 + Long.parseLong(parts.group(3));
        String rest = parts.group(4);
        var whole = WHOLE.matcher(rest);
        var begins = BEGUN.matcher(rest);
        var ends = ENDED.matcher(rest);
        if (EXIT.matcher(rest).matches()) {
            ended.add((long) thread);
            exitMicros = micros;
        } else if (begins.matches()) {
            begun.put(
                    thread, new TracedCall(thread, micros, begins.group(1), begins.group(2), "?"));
        } else if (ends.matches()) {
            var call = begun.remove(thread);
            if (call != null) {
                String arguments = call.arguments() + ends.group(1);
                calls.add(
                        new TracedCall(
                                thread, call.micros(), call.name(), arguments, ends.group(2)));
            }
        } else if (whole.matches()) {
            calls.add(
                    new TracedCall(thread, micros, whole.group(1), whole.group(2), whole.group(3)));
        }
    }
}
