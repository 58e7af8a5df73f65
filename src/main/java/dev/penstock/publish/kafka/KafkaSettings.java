package dev.penstock.publish.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param properties of the Kafka client, such as those of TLS and SASL; what order and delivery
 *     depend on cannot be changed with them
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> properties) {
    /** With its headers, more than two of the largest items as JSON. */
    private static final int REQUEST_BYTES_MAX = 32 << 20;

    /** Until a topic's leader is known; a probe alone waits for it. */
    private static final int BLOCK_MILLIS_MAX = 20_000;

    /** By then the client is closed already, and there is nothing to wait for. */
    private static final int CLOSE_MILLIS_MAX = 1_000;

    /** So long a record waits for others that go with it: a request has its price on both sides. */
    private static final int LINGER_MILLIS = 5;

    /**
     * Of records that go together into a partition. A batch that is longer than its topic takes is
     * cut into batches of this size, so it must be less than the topic's limit.
     */
    private static final int BATCH_BYTES = 64 << 10;

    private static final int RECONNECT_MILLIS_MAX = 1_000;

    private static final String BYTES_SERIALIZER =
            "org.apache.kafka.common.serialization.ByteArraySerializer";

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    /**
     * The configuration of one channel of SmallRye's connector.
     *
     * <p>What is on its way is retried for ever by the client, which keeps the order; SmallRye's
     * own retries, record by record, would not, and are off.
     */
    Map<String, String> channel(String name) {
        var channel = new HashMap<String, String>();
        channel.put("linger.ms", Integer.toString(LINGER_MILLIS));
        channel.put("batch.size", Integer.toString(BATCH_BYTES));
        channel.put("reconnect.backoff.max.ms", Integer.toString(RECONNECT_MILLIS_MAX));
        channel.put("client.id", name);
        channel.putAll(properties);
        channel.put("channel-name", name);
        channel.put("connector", "smallrye-kafka");
        channel.put("topic", "none");
        channel.put("bootstrap.servers", bootstrapServers);
        channel.put("key.serializer", BYTES_SERIALIZER);
        channel.put("value.serializer", BYTES_SERIALIZER);
        channel.put("acks", "all");
        channel.put("enable.idempotence", "true");
        channel.put("max.in.flight.requests.per.connection", "5");
        channel.put("retries", "0");
        channel.put("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
        channel.put("max.block.ms", Integer.toString(BLOCK_MILLIS_MAX));
        channel.put("max.request.size", Integer.toString(REQUEST_BYTES_MAX));
        channel.put("buffer.memory", Long.toString(4L * REQUEST_BYTES_MAX));
        channel.put("max-inflight-messages", "0");
        channel.put("health-enabled", "false");
        channel.put("tracing-enabled", "false");
        channel.put("cloud-events", "false");
        channel.put("close-timeout", Integer.toString(CLOSE_MILLIS_MAX));
        return channel;
    }
}
