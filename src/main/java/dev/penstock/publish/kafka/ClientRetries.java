package dev.penstock.publish.kafka;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Gives the Kafka client its retries back, which SmallRye takes for its own: the client retries in
 * order, SmallRye record by record.
 */
@ApplicationScoped
class ClientRetries implements ClientCustomizer<Map<String, Object>> {
    @Override
    public Map<String, Object> customize(
            String channel, Config channelConfig, Map<String, Object> client) {
        client.put("retries", Integer.toString(Integer.MAX_VALUE));
        return client;
    }
}
