package dev.penstock.planted.log;

import net.openhft.chronicle.queue.RollCycles;

/** Planted: the queue library outside its package. */
public record UsesTheQueueLibrary(RollCycles cycle) {}
