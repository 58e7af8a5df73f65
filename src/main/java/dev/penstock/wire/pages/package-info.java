/**
 * Pages of Query and Scan in the making, and what they read: a table or one of its indexes. Knows
 * no request's members.
 */
@NullMarked
package dev.penstock.wire.pages;

import org.jspecify.annotations.NullMarked;
