package dev.penstock.publish.kafka;

import dev.penstock.publish.export.Sink;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.Config;

/**
 * One channel of SmallRye's Kafka connector, with a producer of its own. Whoever sends bounds what
 * is on its way; the channel itself takes everything.
 *
 * <p>A page is one action on the channel's sending thread, which may have to wait for the topic's
 * leader. A message for each record, which is how others use a channel, costs a hop between threads
 * and a chain of stages each.
 */
final class KafkaSink implements Sink {
    private final KafkaProducer<byte[], byte[]> producer;
    private final PageSender pages = new PageSender();

    KafkaSink(KafkaConnector connector, String channel, Config config) {
        // Makes the channel; the subscriber, which would take messages, stays without a publisher.
        var _ = connector.getSubscriber(config);
        KafkaProducer<byte[], byte[]> made = connector.getProducer(channel);
        if (made == null) {
            throw new IllegalStateException("the connector made no producer");
        }
        producer = made;
    }

    @Override
    public void send(List<Shipment> page) {
        long number = pages.nextPage();
        Consumer<Producer<byte[], byte[]>> action = client -> pages.send(client, page, number);
        producer.runOnSendingThread(action)
                .subscribe()
                .with(_ -> {}, notRun -> pages.refuse(page, notRun));
    }

    @Override
    public void close() {
        var client = producer.unwrap();
        if (client != null) {
            client.close(Duration.ZERO);
        }
        producer.close();
    }
}
