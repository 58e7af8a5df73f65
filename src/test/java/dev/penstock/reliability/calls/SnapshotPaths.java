package dev.penstock.reliability.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What snapshots are called and will be, so that only their calls are made to fail. */
final class SnapshotPaths {
    private static final Pattern FILE =
            Pattern.compile("(table-\\d+-partition-\\d+-of-)(\\d+)\\.items");
    private static final Pattern MANIFEST = Pattern.compile("(\\d+)\\.manifest");
    private static final int AHEAD = 6;

    private SnapshotPaths() {}

    static List<Path> next(Path snapshots) throws IOException {
        // What is there is deleted by the next ones. Its numbers have gaps: attempts that failed.
        var paths = new LinkedHashSet<>(List.of(snapshots));
        var kinds = new TreeSet<String>();
        long newest = 0;
        try (var files = Files.list(snapshots)) {
            for (String name : files.map(file -> file.getFileName().toString()).toList()) {
                paths.add(snapshots.resolve(name));
                var manifest = MANIFEST.matcher(name);
                var file = FILE.matcher(name);
                if (manifest.matches()) {
                    newest = Math.max(newest, Long.parseLong(manifest.group(1)));
                } else if (file.matches()) {
                    kinds.add(file.group(1));
                }
            }
        }
        for (long number = newest + 1; number <= newest + AHEAD; number++) {
            paths.add(snapshots.resolve(number + ".manifest"));
            paths.add(snapshots.resolve(number + ".manifest.tmp"));
            for (String kind : kinds) {
                paths.add(snapshots.resolve(kind + number + ".items"));
            }
        }
        return List.copyOf(paths);
    }
}
