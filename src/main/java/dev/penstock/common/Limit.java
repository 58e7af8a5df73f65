package dev.penstock.common;

/**
 * One named bound of Penstock, for {@code docs/limits.md}. A package that has limits keeps them as
 * constants in one class, with a {@code limits()} list of these beside them.
 *
 * @param name what is bounded, unique, in words
 * @param value the largest (or, where the name says so, smallest) value that is accepted
 * @param unit what {@code value} counts: bytes, levels, digits, ...
 * @param answer what happens beyond it: the error's text, or what is done instead
 */
public record Limit(String name, long value, String unit, String answer) {}
