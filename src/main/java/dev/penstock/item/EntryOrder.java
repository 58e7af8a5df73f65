package dev.penstock.item;

import dev.penstock.common.UnsignedBytes;
import java.util.Arrays;

/**
 * Brings the entries of a map, an item or a set into canonical order, in the writer's buffer: key
 * attributes first, then by name or member, each once.
 *
 * <p>An entry begins with a length and that many bytes (its name, or the member itself) and reaches
 * to the next entry. All open containers share one stack of entries; the innermost owns the end of
 * it. Input that is sorted already is only looked at. Otherwise the order is found on indices, by
 * insertion for few and by merging for many (a client must not be able to make us quadratic), and
 * the bytes are moved once, through a scratch copy or into the finished item. The first 8 bytes of
 * each entry stand beside it as a number, which decides most comparisons. Both sorts are stable, so
 * that the later of two equal names is known.
 */
final class EntryOrder {
    static final int PARTITION_KEY = 0;
    static final int SORT_KEY = 1;
    static final int OTHER = 2;

    private static final int INITIAL_ENTRIES = 64;
    private static final int INSERTION_MAX = 32;
    private static final int RETAINED_ENTRIES_MAX = 1 << 14;
    private static final int RETAINED_BYTES_MAX = 1 << 20;

    private int[] starts = new int[INITIAL_ENTRIES];
    private byte[] ranks = new byte[INITIAL_ENTRIES];
    private long[] prefixes = new long[INITIAL_ENTRIES];
    private int[] order = new int[INITIAL_ENTRIES];
    private int[] merged = new int[INITIAL_ENTRIES];
    private byte[] scratch = {};
    private int count;
    private int kept;

    void reset() {
        count = 0;
        if (starts.length > RETAINED_ENTRIES_MAX) {
            starts = new int[INITIAL_ENTRIES];
            ranks = new byte[INITIAL_ENTRIES];
            prefixes = new long[INITIAL_ENTRIES];
            order = new int[INITIAL_ENTRIES];
            merged = new int[INITIAL_ENTRIES];
        }
        if (scratch.length > RETAINED_BYTES_MAX) {
            scratch = new byte[0];
        }
    }

    int count() {
        return count;
    }

    /**
     * Adds an entry that is written as far as its name, or its member.
     *
     * @param start where its length stands
     * @param at where the name or the member begins
     */
    void add(byte[] bytes, int start, int rank, int at, int length) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ranks = Arrays.copyOf(ranks, 2 * count);
            prefixes = Arrays.copyOf(prefixes, 2 * count);
        }
        starts[count] = start;
        ranks[count] = (byte) rank;
        prefixes[count] = UnsignedBytes.prefix(bytes, at, length);
        count++;
    }

    /** Arranges the innermost container's entries, forgets them, and returns how many remain. */
    int arrange(WriterFrames frames, ValueWriter writer) {
        if (order(frames, writer)) {
            rewrite(frames.elementsStart(), writer);
        }
        count = frames.firstEntry();
        return kept;
    }

    /** The bytes of the item that ends here, with its entries in their order. */
    byte[] arrangedItem(WriterFrames frames, ValueWriter writer) {
        byte[] bytes = writer.buffer();
        int end = writer.length();
        if (!order(frames, writer)) {
            return Arrays.copyOf(bytes, end);
        }
        int length = ItemLayout.ITEM_HEADER_BYTES;
        for (int i = 0; i < kept; i++) {
            length += end(order[i], end) - starts[order[i]];
        }
        byte[] item = new byte[length];
        int to = ItemLayout.ITEM_HEADER_BYTES;
        for (int i = 0; i < kept; i++) {
            int start = starts[order[i]];
            int entryLength = end(order[i], end) - start;
            System.arraycopy(bytes, start, item, to, entryLength);
            to += entryLength;
        }
        return item;
    }

    /** How many entries the last arranged container kept. */
    int kept() {
        return kept;
    }

    /** Finds the order of the innermost container's entries; false if they are in it already. */
    private boolean order(WriterFrames frames, ValueWriter writer) {
        int first = frames.firstEntry();
        byte[] bytes = writer.buffer();
        kept = count - first;
        if (isAscending(bytes, first)) {
            return false;
        }
        sort(bytes, first, kept);
        kept = dropDuplicates(frames, writer, kept);
        return true;
    }

    private boolean isAscending(byte[] bytes, int first) {
        for (int i = first + 1; i < count; i++) {
            if (compare(bytes, i - 1, i) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void rewrite(int start, ValueWriter writer) {
        byte[] bytes = writer.buffer();
        int end = writer.length();
        if (scratch.length < end - start) {
            scratch = new byte[Math.max(end - start, 2 * scratch.length)];
        }
        System.arraycopy(bytes, start, scratch, 0, end - start);
        int to = start;
        for (int i = 0; i < kept; i++) {
            int entry = order[i];
            int entryLength = end(entry, end) - starts[entry];
            System.arraycopy(scratch, starts[entry] - start, bytes, to, entryLength);
            to += entryLength;
        }
        writer.truncate(to);
    }

    /** Of equal neighbours the last stays; in a set they are an error. */
    private int dropDuplicates(WriterFrames frames, ValueWriter writer, int entryCount) {
        byte[] bytes = writer.buffer();
        int distinct = 0;
        for (int i = 0; i < entryCount; i++) {
            if (i + 1 < entryCount && compare(bytes, order[i], order[i + 1]) == 0) {
                if (frames.isSet()) {
                    byte type = bytes[frames.start()];
                    throw SetRules.duplicates(type, bytes, frames.elementsStart(), writer.length());
                }
                frames.addSize(-sizeBytes(frames, bytes, order[i]));
            } else {
                order[distinct++] = order[i];
            }
        }
        return distinct;
    }

    /** What the (name, value) pair had been charged. */
    private int sizeBytes(WriterFrames frames, byte[] bytes, int entry) {
        int name = starts[entry];
        int size =
                ItemLayout.varint(bytes, name)
                        + ValueBytes.sizeBytes(bytes, ValueBytes.skipBytes(bytes, name));
        return frames.isItem() ? size : size + ItemLimits.ELEMENT_OVERHEAD_BYTES;
    }

    private int end(int entry, int endOfAll) {
        return entry + 1 < count ? starts[entry + 1] : endOfAll;
    }

    private void sort(byte[] bytes, int first, int entryCount) {
        if (order.length < entryCount) {
            order = new int[Math.max(entryCount, 2 * order.length)];
            merged = new int[order.length];
        }
        for (int i = 0; i < entryCount; i++) {
            order[i] = first + i;
        }
        for (int run = 0; run < entryCount; run += INSERTION_MAX) {
            insertionSort(bytes, run, Math.min(run + INSERTION_MAX, entryCount));
        }
        for (int width = INSERTION_MAX; width < entryCount; width *= 2) {
            for (int from = 0; from < entryCount; from += 2 * width) {
                int middle = Math.min(from + width, entryCount);
                merge(bytes, from, middle, Math.min(from + 2 * width, entryCount));
            }
            int[] swap = order;
            order = merged;
            merged = swap;
        }
    }

    private void insertionSort(byte[] bytes, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int entry = order[i];
            int hole = i;
            while (hole > from && compare(bytes, order[hole - 1], entry) > 0) {
                order[hole] = order[hole - 1];
                hole--;
            }
            order[hole] = entry;
        }
    }

    private void merge(byte[] bytes, int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft =
                    right == to
                            || (left < middle && compare(bytes, order[left], order[right]) <= 0);
            merged[i] = takeLeft ? order[left++] : order[right++];
        }
    }

    private int compare(byte[] bytes, int a, int b) {
        if (ranks[a] != ranks[b]) {
            return ranks[a] - ranks[b];
        }
        if (prefixes[a] != prefixes[b]) {
            return Long.compareUnsigned(prefixes[a], prefixes[b]);
        }
        int startA = ItemLayout.varintEnd(bytes, starts[a]);
        int startB = ItemLayout.varintEnd(bytes, starts[b]);
        int endA = startA + ItemLayout.varint(bytes, starts[a]);
        int endB = startB + ItemLayout.varint(bytes, starts[b]);
        return Arrays.compareUnsigned(bytes, startA, endA, bytes, startB, endB);
    }
}
