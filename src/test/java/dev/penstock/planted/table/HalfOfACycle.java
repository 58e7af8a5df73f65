package dev.penstock.planted.table;

import dev.penstock.planted.error.OtherHalf;

/** Planted: one half of a cycle between packages. */
public record HalfOfACycle(OtherHalf other) {}
