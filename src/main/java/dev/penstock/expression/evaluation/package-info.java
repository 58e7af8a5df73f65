/**
 * Bound expressions as trees that evaluate themselves over item bytes. Knows no placeholders and no
 * requests.
 */
@NullMarked
package dev.penstock.expression.evaluation;

import org.jspecify.annotations.NullMarked;
