package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Who takes too long, or takes too many connections. All times are a small part of the real ones.
 */
class ConnectionTimesTest {
    private static final ListeningServer SERVER =
            new ListeningServer(
                    "--header-timeout=300ms",
                    "--body-timeout=300ms",
                    "--answer-timeout=300ms",
                    "--idle-timeout=600ms",
                    "--connections=40");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void headersThatDoNotEndAreAnsweredWith408() {
        try (var client = SERVER.connect()) {
            client.send("POST / HT");
            client.answersWithin(50);
            client.send("TP/1.1\r\nHost: ");

            assertThat(client.answers(1))
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.status()).isEqualTo(408))
                    .satisfies(
                            answer ->
                                    assertThat(answer.body()).contains("RequestTimeoutException"));
            assertThat(client.awaitEnd()).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotEndIsAnsweredWith408() {
        try (var client = SERVER.connect()) {
            client.send(RawClient.head("PutItem") + "Content-Length: 100\r\n\r\n{");

            assertThat(client.answers(1)).extracting(RawClient.Answer::status).containsExactly(408);
            assertThat(client.awaitEnd()).isTrue();
        }
    }

    @Test
    void chunksThatTrickleAreAnsweredWith408() {
        try (var client = SERVER.connect()) {
            client.send(RawClient.head("PutItem") + "Transfer-Encoding: chunked\r\n\r\n");
            int chunks = 0;
            while (client.answersWithin(20).isEmpty() && chunks < 200) {
                client.send("1\r\n{\r\n");
                chunks++;
            }

            assertThat(client.answers(1)).extracting(RawClient.Answer::status).containsExactly(408);
            assertThat(chunks).isLessThan(200);
        }
    }

    @Test
    void aBodyThatComesFastEnoughMayTakeLonger() {
        try (var client = SERVER.connect()) {
            int pieces = 20;
            int pieceBytes = 4_096;
            client.send(
                    RawClient.head("ListTables")
                            + "Content-Length: "
                            + (2 + pieces * pieceBytes)
                            + "\r\n\r\n{");
            for (int i = 0; i < pieces; i++) {
                client.send(" ".repeat(pieceBytes));
                client.answersWithin(40);
            }
            client.send("}");

            assertThat(client.answers(1)).extracting(RawClient.Answer::status).containsExactly(200);
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() {
        try (var fresh = SERVER.connect();
                var used = SERVER.connect()) {
            used.send(RawClient.call("ListTables", "{}"));

            assertThat(used.answers(1)).hasSize(1);
            assertThat(fresh.awaitEnd()).isTrue();
            assertThat(used.awaitEnd()).isTrue();
            assertThat(fresh.answers(1)).isEmpty();
        }
    }

    @Test
    void aConnectionInUseIsKept() {
        try (var client = SERVER.connect()) {
            for (int i = 1; i <= 10; i++) {
                client.send(RawClient.call("ListTables", "{}"));
                assertThat(client.answers(i)).hasSize(i);
                client.answersWithin(100);
            }
        }
    }

    @Test
    void whoAsksAndDoesNotReadIsCutOff() {
        try (var client = SERVER.connect()) {
            // Answers of more than the kernel keeps for a connection that nobody reads.
            String calls = RawClient.call("ListTables", "{}").repeat(200);
            int sent = 0;
            while (!client.hasEnded() && sent < 2_000) {
                client.send(calls);
                sent++;
            }

            assertThat(sent).as("the server asked for no more, then ended it").isLessThan(2_000);
        }
    }

    @Test
    void aConnectionTooManyIsClosedAtOnceAndTheNextIsServedAgain() {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            clients.add(SERVER.connect());
        }
        assertThat(clients.getLast().awaitEnd()).isTrue();
        clients.forEach(RawClient::close);

        int attempts = 0;
        boolean isServed = false;
        while (!isServed && attempts < 100) {
            attempts++;
            try (var client = SERVER.connect()) {
                client.send(RawClient.call("ListTables", "{}"));
                isServed = client.answers(1).size() == 1;
            }
        }
        assertThat(isServed).isTrue();
    }
}
