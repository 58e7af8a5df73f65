package dev.penstock.simulation.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names in one directory, in the cache and on the disk. */
final class DirectoryNode implements Node {
    private SortedMap<String, Node> cached = new TreeMap<>();
    private final SortedMap<String, Node> durable = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();

    /**
     * A node gets a name, loses it, or changes it at once.
     *
     * @param order of all changes on the disk
     * @param from null: had none
     * @param to null: has none any more
     */
    record Change(long order, Node node, @Nullable String from, @Nullable String to) {
        void apply(Map<String, Node> names) {
            if (from != null) {
                names.remove(from, node);
            }
            if (to != null) {
                names.put(to, node);
            }
        }

        /** Whether it cannot survive without another one. */
        boolean buildsOn(Change earlier) {
            return node.equals(earlier.node) || touches(earlier.from) || touches(earlier.to);
        }

        private boolean touches(@Nullable String name) {
            return name != null && (name.equals(from) || name.equals(to));
        }
    }

    @Nullable Node find(String name) {
        return cached.get(name);
    }

    List<String> names() {
        return List.copyOf(cached.keySet());
    }

    void change(Change change) {
        change.apply(cached);
        unsynced.add(change);
    }

    void sync() {
        unsynced.forEach(change -> change.apply(durable));
        unsynced.clear();
    }

    /** This one and all directories below. */
    void syncAll() {
        sync();
        for (Node node : cached.values()) {
            if (node instanceof DirectoryNode directory) {
                directory.syncAll();
            }
        }
    }

    /** All files below. */
    void forEachFile(java.util.function.Consumer<FileNode> action) {
        for (Node node : cached.values()) {
            switch (node) {
                case FileNode file -> action.accept(file);
                case DirectoryNode directory -> directory.forEachFile(action);
            }
        }
    }

    @Override
    public void losePower(PowerCut cut) {
        var lost = new ArrayList<Change>();
        for (Change change : unsynced) {
            if (cut.keepsName(change.order()) && lost.stream().noneMatch(change::buildsOn)) {
                change.apply(durable);
            } else {
                lost.add(change);
            }
        }
        unsynced.clear();
        cached = new TreeMap<>(durable);
        cached.values().forEach(node -> node.losePower(cut));
    }

    @Override
    public void addTo(Trace trace) {
        cached.forEach(
                (name, node) -> {
                    trace.add(name);
                    node.addTo(trace);
                });
    }

    @Override
    public long usedBytes() {
        return cached.values().stream().mapToLong(Node::usedBytes).sum();
    }
}
