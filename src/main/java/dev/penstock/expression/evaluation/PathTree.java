package dev.penstock.expression.evaluation;

import dev.penstock.expression.syntax.Findings;
import dev.penstock.expression.syntax.Findings.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Document paths that do not overlap, as a tree over their steps: names in the order of their UTF-8
 * bytes, which is the order in items, and indexes ascending.
 *
 * @param <T> what each path leads to
 */
public final class PathTree<T> {
    /** A step of one or more paths; a leaf is the end of exactly one. */
    public static final class Node<T> {
        private final BoundPath path;
        private final int step;
        private @Nullable T leaf;
        private final List<Node<T>> children = new ArrayList<>(1);

        private Node(BoundPath path, int step) {
            this.path = path;
            this.step = step;
        }

        public byte[] nameUtf8() {
            return path.nameUtf8(step);
        }

        public int index() {
            return path.index(step);
        }

        /** What the path that ends here leads to, or null if paths go on. */
        public @Nullable T leaf() {
            return leaf;
        }

        /** In ascending order. */
        public List<Node<T>> children() {
            return children;
        }

        /** Whether the paths go on into a map; otherwise into a list. */
        public boolean leadsIntoMap() {
            return children.getFirst().isName();
        }

        private boolean isName() {
            return path.isName(step);
        }
    }

    private final Findings findings;
    private final List<Node<T>> roots = new ArrayList<>(1);

    public PathTree(Findings findings) {
        this.findings = findings;
    }

    /** The top-level attributes, in ascending order. */
    public List<Node<T>> roots() {
        return roots;
    }

    /** Adds a path, or finds that it overlaps or conflicts with an earlier one. */
    public void add(BoundPath path, T leaf) {
        List<Node<T>> siblings = roots;
        for (int step = 0; true; step++) {
            if (!siblings.isEmpty() && siblings.getFirst().isName() != path.isName(step)) {
                report("conflict", siblings.getFirst().path, path);
                return;
            }
            int position = position(siblings, path, step);
            boolean isNew = position < 0;
            if (isNew) {
                siblings.add(-position - 1, new Node<>(path, step));
            }
            var node = siblings.get(isNew ? -position - 1 : position);
            boolean isLast = step == path.length() - 1;
            if (!isNew && (node.leaf != null || isLast)) {
                report("overlap", node.path, path);
                return;
            }
            if (isLast) {
                node.leaf = leaf;
                return;
            }
            siblings = node.children;
        }
    }

    private int position(List<Node<T>> siblings, BoundPath path, int step) {
        int low = 0;
        int high = siblings.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(siblings.get(middle), path, step);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private int compare(Node<T> node, BoundPath path, int step) {
        return path.isName(step)
                ? Arrays.compareUnsigned(node.nameUtf8(), path.nameUtf8(step))
                : Integer.compare(node.index(), path.index(step));
    }

    private void report(String how, BoundPath one, BoundPath two) {
        findings.add(
                Category.OVERLAP,
                "Two document paths "
                        + how
                        + " with each other; must remove or rewrite one of these paths; path one: "
                        + one
                        + ", path two: "
                        + two);
    }
}
