/**
 * The packaged server beside a real Kafka broker, both killed while it exports: what arrives is
 * compared with what was written.
 */
@NullMarked
package dev.penstock.reliability.kafka;

import org.jspecify.annotations.NullMarked;
