package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More clients at once than an event loop begins in one go. */
class ManyConnectionsTest {
    private static final int CLIENTS = 300;

    @Test
    void whoeverConnectsIsServedHoweverManyComeAtOnce() {
        try (var server = new ListeningServer()) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(server.connect());
            }
            for (RawClient client : clients) {
                client.send(RawClient.call("ListTables", "{}"));
            }
            for (RawClient client : clients) {
                assertThat(client.answers(1)).hasSize(1);
                client.close();
            }
        }
    }
}
