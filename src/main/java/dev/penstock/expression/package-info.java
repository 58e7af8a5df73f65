/**
 * The five expression kinds: parse, check, evaluate over item bytes. Knows no requests and no
 * storage.
 */
@NullMarked
package dev.penstock.expression;

import org.jspecify.annotations.NullMarked;
