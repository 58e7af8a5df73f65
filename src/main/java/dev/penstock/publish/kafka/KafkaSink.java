package dev.penstock.publish.kafka;

import dev.penstock.publish.export.OutgoingRecord;
import dev.penstock.publish.export.Sink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * One channel of SmallRye's Kafka connector, with a producer of its own. Whoever sends bounds what
 * is on its way; the channel itself takes everything.
 */
final class KafkaSink implements Sink {
    private final KafkaConnector connector;
    private final String channel;
    private final MultiEmitter<? super Message<byte[]>> emitter;

    KafkaSink(KafkaConnector connector, String channel, Config config) {
        this.connector = connector;
        this.channel = channel;
        var emitters = new AtomicReference<@Nullable MultiEmitter<? super Message<byte[]>>>();
        Multi.createFrom()
                .<Message<byte[]>>emitter(emitters::set, BackPressureStrategy.BUFFER)
                .subscribe()
                .withSubscriber(subscriber(connector, config));
        var subscribed = emitters.get();
        if (subscribed == null) {
            throw new IllegalStateException("the connector did not subscribe");
        }
        emitter = subscribed;
    }

    @SuppressWarnings("unchecked") // The connector takes messages of anything.
    private static Flow.Subscriber<? super Message<byte[]>> subscriber(
            KafkaConnector connector, Config config) {
        return (Flow.Subscriber<? super Message<byte[]>>) connector.getSubscriber(config);
    }

    @Override
    public void send(OutgoingRecord outgoing, Receipt receipt) {
        var metadata =
                OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(outgoing.topic())
                        .withKey(outgoing.key())
                        .withHeaders(headers(outgoing))
                        .build();
        emitter.emit(
                Message.of(
                        outgoing.value(),
                        Metadata.of(metadata),
                        () -> {
                            receipt.onDelivered();
                            return done();
                        },
                        reason -> {
                            receipt.onRefused(reason);
                            return done();
                        }));
    }

    private static RecordHeaders headers(OutgoingRecord outgoing) {
        var headers = new RecordHeaders();
        for (OutgoingRecord.Header header : outgoing.headers()) {
            headers.add(header.name(), header.value().getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        KafkaProducer<?, ?> producer = connector.getProducer(channel);
        if (producer != null) {
            var client = producer.unwrap();
            if (client != null) {
                client.close(Duration.ZERO);
            }
            producer.close();
        }
    }
}
