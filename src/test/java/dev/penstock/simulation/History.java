package dev.penstock.simulation;

import java.util.TreeMap;
import java.util.TreeSet;

/** The model's truth: an image behind every commit that may be asked for, and what was promised. */
final class History {
    private final TreeMap<Long, Image> images = new TreeMap<>();
    private final TreeSet<Long> batchEnds = new TreeSet<>();
    private long promised;

    History() {
        images.put(0L, Image.EMPTY);
        batchEnds.add(0L);
    }

    /** Sequence number of the last commit that was sent. */
    long last() {
        return images.lastKey();
    }

    Image lastImage() {
        return images.lastEntry().getValue();
    }

    /** Adds a commit and returns its sequence number. */
    long commit(Image image) {
        long sequence = last() + 1;
        images.put(sequence, image);
        return sequence;
    }

    /** The batch behind this commit was refused. */
    void takeBack(long before) {
        if (promised > before) {
            throw new Violation("refused, but seen: a commit behind " + before, null);
        }
        images.tailMap(before, false).clear();
        batchEnds.tailSet(before, false).clear();
    }

    /** The last commit is the last of its batch. */
    void endBatch() {
        batchEnds.add(last());
    }

    /** Somebody was told of this commit, or saw it: it must never vanish. */
    void promise(long sequence) {
        promised = Math.max(promised, sequence);
    }

    long promised() {
        return promised;
    }

    /** What a reader that sees a version up to this commit must find. */
    Image seen(long sequence) {
        var image = images.get(sequence);
        if (image == null) {
            throw new Violation(
                    "commit %d was never sent, the last is %d".formatted(sequence, last()), null);
        }
        promise(sequence);
        return image;
    }

    /** Judges what a recovery ended with, and takes it for the truth. */
    Image recovered(long sequence) {
        if (sequence < promised) {
            throw new Violation(
                    "commit %d was promised, recovery ends with %d".formatted(promised, sequence),
                    null);
        }
        var image = seen(sequence);
        if (!batchEnds.contains(sequence)) {
            throw new Violation("half a batch: recovery ends with " + sequence, null);
        }
        images.tailMap(sequence, false).clear();
        images.headMap(sequence, false).clear();
        batchEnds.tailSet(sequence, false).clear();
        return image;
    }
}
