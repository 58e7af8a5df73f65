package dev.penstock.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptPaceTest {
    private final EmbeddedChannel server = new EmbeddedChannel();
    private final AcceptPace pace = new AcceptPace();
    private final List<EmbeddedChannel> connections =
            Stream.generate(this::connection).limit(4).toList();

    @AfterEach
    void close() {
        connections.forEach(EmbeddedChannel::finish);
        server.finish();
    }

    @Test
    void afterSomeThatCameAtOnceTheOthersWait() {
        connections.subList(0, 3).forEach(pace::onAccepted);
        assertThat(server.config().isAutoRead()).isTrue();

        pace.onAccepted(connections.getLast());

        assertThat(server.config().isAutoRead()).isFalse();
    }

    @Test
    void aMillisecondLaterTheyAreAccepted() {
        connections.forEach(pace::onAccepted);

        letAMillisecondPass();

        assertThat(server.config().isAutoRead()).isTrue();
    }

    @Test
    void whoComesOneByOneDoesNotWait() {
        for (int i = 0; i < 8; i++) {
            pace.onAccepted(connections.getFirst());
            letAMillisecondPass();
        }

        assertThat(server.config().isAutoRead()).isTrue();
    }

    private void letAMillisecondPass() {
        connections.getFirst().advanceTimeBy(1, TimeUnit.MILLISECONDS);
        connections.getFirst().runScheduledPendingTasks();
    }

    private EmbeddedChannel connection() {
        return new EmbeddedChannel(server, DefaultChannelId.newInstance(), true, false);
    }
}
