/**
 * The operations on tables, tags and the account: what the service calls its control plane. Knows
 * no HTTP and no items.
 */
@NullMarked
package dev.penstock.wire.catalogue;

import org.jspecify.annotations.NullMarked;
