package dev.penstock.planted.nowhere;

/** Planted: a package that no layer holds. */
public final class Homeless {
    private Homeless() {}
}
