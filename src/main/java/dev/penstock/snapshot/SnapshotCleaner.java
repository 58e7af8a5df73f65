package dev.penstock.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Deletes what no snapshot needs: older snapshots, and what crashes and failures left behind. */
final class SnapshotCleaner {
    private SnapshotCleaner() {}

    /** Deletes all other files of snapshots and returns the names that could not be deleted. */
    static List<String> deleteAllBut(SnapshotFiles files, List<Manifest> kept) {
        Set<String> needed = new HashSet<>();
        for (Manifest manifest : kept) {
            needed.add(manifest.name());
            manifest.files().forEach(file -> needed.add(file.name()));
        }
        return delete(files, name -> FileNames.number(name) > 0 && !needed.contains(name));
    }

    /** Deletes what an attempt left behind and returns the names that could not be deleted. */
    static List<String> deleteAttempt(SnapshotFiles files, long number) {
        return delete(files, name -> FileNames.number(name) == number);
    }

    private static List<String> delete(SnapshotFiles files, Predicate<String> isUnneeded) {
        List<String> names;
        try {
            names = files.names().stream().filter(isUnneeded).toList();
        } catch (IOException refused) {
            return List.of("the directory cannot be listed: " + refused);
        }
        var leftovers = new ArrayList<String>();
        // Manifests first, and durably: one that is visible must never miss a file.
        delete(files, names.stream().filter(FileNames::isManifest).toList(), leftovers);
        if (leftovers.isEmpty()) {
            delete(files, names.stream().filter(FileNames::isNoManifest).toList(), leftovers);
        }
        return leftovers;
    }

    private static void delete(SnapshotFiles files, List<String> names, List<String> leftovers) {
        if (names.isEmpty()) {
            return;
        }
        for (String name : names) {
            try {
                files.delete(name);
            } catch (IOException refused) {
                leftovers.add(name + ": " + refused);
            }
        }
        try {
            files.force();
        } catch (IOException refused) {
            leftovers.add("the directory: " + refused);
        }
    }
}
