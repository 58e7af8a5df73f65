package dev.penstock.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts, from outside, which segments and snapshots a data directory has had so far. */
final class LogActivity {
    private final Path data;
    private final Set<String> segments = new HashSet<>();
    private final Set<String> snapshots = new HashSet<>();

    LogActivity(Path data) {
        this.data = data;
        look();
    }

    /** Adds what is there now to what was seen. */
    void look() {
        segments.addAll(names(data.resolve("log"), ".cq4"));
        snapshots.addAll(names(data.resolve("snapshots"), ".manifest"));
    }

    int segmentsSeen() {
        return segments.size();
    }

    int snapshotsSeen() {
        return snapshots.size();
    }

    private static Set<String> names(Path directory, String ending) {
        try (var files = Files.walk(directory)) {
            return files.map(file -> directory.relativize(file).toString())
                    .filter(name -> name.endsWith(ending))
                    .collect(Collectors.toSet());
        } catch (NoSuchFileException | UncheckedIOException notYet) {
            // A file went while it was being listed: the next look sees what is left.
            return Set.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
