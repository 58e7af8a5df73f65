package dev.penstock.reliability.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one topic from its beginning, without a group. Belongs to one thread. */
final class Topic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private boolean isAssigned;

    Topic(Brokers brokers, String name) {
        this.name = name;
        var settings = new Properties();
        settings.put("bootstrap.servers", brokers.bootstrapServers());
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        settings.put("fetch.max.bytes", "8388608");
        settings.put("max.poll.records", "5000");
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** One look; returns how many records there were. */
    int read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        if (!isAssigned) {
            assign();
        }
        if (!isAssigned) {
            return 0;
        }
        var records = consumer.poll(POLL);
        records.forEach(reader);
        return records.count();
    }

    private void assign() {
        List<TopicPartition> partitions =
                consumer.partitionsFor(name).stream()
                        .map(found -> new TopicPartition(name, found.partition()))
                        .toList();
        if (!partitions.isEmpty()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            isAssigned = true;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
