package dev.penstock.publish.kafka;

import dev.penstock.publish.export.Sink;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Sinks that are Kafka topics. The connector is looked up with the first one: a node without a
 * broker never makes it.
 */
@Singleton
public final class KafkaSinks {
    private final Instance<KafkaConnector> connector;
    private final AtomicLong opened = new AtomicLong();

    @Inject
    KafkaSinks(@Connector(KafkaConnector.CONNECTOR_NAME) Instance<KafkaConnector> connector) {
        this.connector = connector;
    }

    /** Sinks of one cluster. */
    public Sink.Factory of(KafkaSettings settings) {
        return name -> {
            // The connector finds a producer by the name of its channel.
            String channel = name + "-" + opened.incrementAndGet();
            return new KafkaSink(connector.get(), channel, config(settings, channel));
        };
    }

    private static Config config(KafkaSettings settings, String channel) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings.channel(channel), "kafka", 1))
                .build();
    }
}
