package dev.penstock.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.publish.export.OutgoingRecord;
import dev.penstock.publish.export.Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Pages and the client's own stand-in for a cluster, which ends records as it is told. */
class PageSenderTest {
    private final MockProducer<byte[], byte[]> client =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final PageSender pages = new PageSender();

    /** What became of which record, in the order in which it was told. */
    private final List<String> told = new ArrayList<>();

    @Test
    void aPageIsSentInItsOrderWithKeysAndHeaders() {
        send("a", "b");
        client.completeNext();
        client.completeNext();

        assertThat(sent()).containsExactly("a", "b");
        assertThat(told).containsExactly("a delivered", "b delivered");
        var first = client.history().getFirst();
        assertThat(first.topic()).isEqualTo("topic");
        assertThat(first.key()).isEqualTo(bytes("key of a"));
        assertThat(first.headers().lastHeader("name").value()).isEqualTo(bytes("header of a"));
    }

    @Test
    void whatWaitsBehindARefusalIsRefusedUnsent() {
        send("a", "b");
        long waiting = pages.nextPage();
        client.errorNext(new TopicAuthorizationException("no"));
        pages.send(client, shipments("c"), waiting);

        assertThat(sent()).containsExactly("a", "b");
        assertThat(told).containsExactly("a refused", "c refused");
    }

    @Test
    void whatComesBehindARefusalIsSent() {
        send("a");
        client.errorNext(new TopicAuthorizationException("no"));
        send("a");
        client.completeNext();

        assertThat(sent()).containsExactly("a", "a");
        assertThat(told).containsExactly("a refused", "a delivered");
    }

    @Test
    void ofAPageThatTheClientDoesNotTakeNothingIsSent() {
        client.sendException = new IllegalStateException("closed");
        send("a", "b");

        assertThat(sent()).isEmpty();
        assertThat(told).containsExactly("a refused", "b refused");
    }

    @Test
    void aPageThatCannotBeTriedIsRefused() {
        long _ = pages.nextPage();
        pages.refuse(shipments("a", "b"), new IllegalStateException("no thread"));

        assertThat(told).containsExactly("a refused", "b refused");
    }

    private void send(String... names) {
        pages.send(client, shipments(names), pages.nextPage());
    }

    private List<Sink.Shipment> shipments(String... names) {
        return Stream.of(names)
                .map(name -> new Sink.Shipment(record(name), receipt(name)))
                .toList();
    }

    private static OutgoingRecord record(String name) {
        var header = new OutgoingRecord.Header("name", "header of " + name);
        return new OutgoingRecord("topic", bytes("key of " + name), bytes(name), List.of(header));
    }

    private Sink.Receipt receipt(String name) {
        return new Sink.Receipt() {
            @Override
            public void onDelivered() {
                told.add(name + " delivered");
            }

            @Override
            public void onRefused(Throwable reason) {
                told.add(name + " refused");
            }
        };
    }

    private List<String> sent() {
        return client.history().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
