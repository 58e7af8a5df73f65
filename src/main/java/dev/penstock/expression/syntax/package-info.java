/**
 * Expressions as they are written: tokens, syntax trees, parsers, and which error of several is
 * reported. Knows no names, values or items: a syntax tree depends on the text alone.
 */
@NullMarked
package dev.penstock.expression.syntax;

import org.jspecify.annotations.NullMarked;
