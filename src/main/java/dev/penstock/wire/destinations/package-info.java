/** The operations on Kinesis streaming destinations, and the records that go there. */
@NullMarked
package dev.penstock.wire.destinations;

import org.jspecify.annotations.NullMarked;
