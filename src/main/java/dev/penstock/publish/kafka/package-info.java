/**
 * Sends records to Kafka through SmallRye Reactive Messaging. The one user of the Kafka client, and
 * nothing of it runs before somebody opens a sink.
 */
@NullMarked
package dev.penstock.publish.kafka;

import org.jspecify.annotations.NullMarked;
