package dev.penstock.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a constant that bounds something. docs/limits.md is generated from these marks: one row for
 * each, under the constant's package, in the order of what they bound.
 *
 * <pre>
 * &#64;Limit(of = "tags of a table", unit = "tags", beyond = "`ValidationException`")
 * static final int TAGS_MAX = 50;
 * </pre>
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Limit {
    /** What is bounded, in words; unique in its package. */
    String of();

    /** What the number counts: bytes, levels, digits. */
    String unit();

    /** What happens beyond it: the error, or what is done instead. */
    String beyond();
}
