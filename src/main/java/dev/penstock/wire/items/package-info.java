/**
 * The operations on items: what the service calls its data plane. Knows no HTTP and no JSON text of
 * its own.
 */
@NullMarked
package dev.penstock.wire.items;

import org.jspecify.annotations.NullMarked;
