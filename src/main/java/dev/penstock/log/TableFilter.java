package dev.penstock.log;

import java.util.Arrays;

/**
 * Which tables some changes are of, told apart by the last eight bits of their ids: says yes of
 * every table that was added, and perhaps of others, which share their bits with one. Belongs to
 * one thread, or is not altered any more.
 */
public final class TableFilter {
    /** Words of 64 bits. */
    public static final int WORD_COUNT = 4;

    private static final int WORD_SHIFT = 6;

    private final long[] words = new long[WORD_COUNT];

    /** Says yes of no table. */
    public TableFilter() {}

    /** Says yes of every table. */
    public static TableFilter ofAll() {
        var all = new TableFilter();
        Arrays.fill(all.words, -1);
        return all;
    }

    public void add(int tableId) {
        words[wordIndex(tableId)] |= 1L << tableId;
    }

    public void addAll(TableFilter other) {
        for (int i = 0; i < WORD_COUNT; i++) {
            words[i] |= other.words[i];
        }
    }

    /** Says from now on what another one says now. */
    public void set(TableFilter other) {
        System.arraycopy(other.words, 0, words, 0, WORD_COUNT);
    }

    public void clear() {
        Arrays.fill(words, 0);
    }

    public TableFilter copy() {
        var copy = new TableFilter();
        copy.set(this);
        return copy;
    }

    /** Whether the table may be among those that were added; if not, it was not. */
    public boolean mayHold(int tableId) {
        return (words[wordIndex(tableId)] & 1L << tableId) != 0;
    }

    private static int wordIndex(int tableId) {
        return tableId >>> WORD_SHIFT & WORD_COUNT - 1;
    }

    public long word(int index) {
        return words[index];
    }

    public void addWord(int index, long word) {
        words[index] |= word;
    }
}
