package dev.penstock.linearizability;

import org.jspecify.annotations.Nullable;

/** The operations that are under way at one moment, each in one of 64 slots. */
final class Pending {
    private final @Nullable Operation[] bySlot = new @Nullable Operation[Long.SIZE];
    private long used;
    private int[] slots = {};

    boolean hasFreeSlot() {
        return used != -1L;
    }

    /** Returns the slot that it got. */
    int add(Operation operation) {
        int slot = Long.numberOfTrailingZeros(~used);
        bySlot[slot] = operation;
        take(used | 1L << slot);
        return slot;
    }

    void remove(int slot) {
        bySlot[slot] = null;
        take(used & ~(1L << slot));
    }

    Operation operation(int slot) {
        Operation operation = bySlot[slot];
        if (operation == null) {
            throw new IllegalStateException("slot " + slot + " is free");
        }
        return operation;
    }

    /** All that are taken, in ascending order. Not to be altered. */
    int[] slots() {
        return slots;
    }

    private void take(long now) {
        used = now;
        slots = new int[Long.bitCount(now)];
        long rest = now;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
        }
    }
}
