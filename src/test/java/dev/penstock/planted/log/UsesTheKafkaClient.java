package dev.penstock.planted.log;

import org.apache.kafka.clients.producer.Producer;

/** Planted: the Kafka client outside its package. */
public record UsesTheKafkaClient(Producer<byte[], byte[]> producer) {}
