package dev.penstock.planted.error;

import dev.penstock.planted.table.HalfOfACycle;
import java.util.List;

/** Planted: the other half of a cycle between packages. */
public record OtherHalf(List<HalfOfACycle> halves) {}
