package dev.penstock.publish.kafka;

import dev.penstock.publish.export.OutgoingRecord;
import dev.penstock.publish.export.Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Gives pages of records to a client, in their order, until one is refused. Pages are counted by
 * their owner's thread, sent by another, and end on the client's.
 */
final class PageSender {
    /*
     * What waits to be sent when a record is refused would overtake it, or wait in vain for the
     * topic as long as that one did. So it is refused too. Whoever gives pages learns of the
     * refusal and gives no more until all have an end; pages that come behind that are sent.
     */

    /** Pages so far. Written by the owner's thread, read by any. */
    private volatile long pages;

    /** The last refusal. Written and read by the sending thread and the client's. */
    private volatile @Nullable Refusal refusal;

    /** Pages up to this one are not sent any more. */
    private record Refusal(long lastPage, Throwable reason) {}

    /** The number of one page more. */
    long nextPage() {
        long number = pages + 1;
        pages = number;
        return number;
    }

    /** Gives a page to the client, or refuses what is left of it. */
    void send(Producer<byte[], byte[]> client, List<Sink.Shipment> page, long number) {
        for (Sink.Shipment shipment : page) {
            var before = refusal;
            if (before != null && number <= before.lastPage) {
                shipment.receipt().onRefused(before.reason);
            } else {
                send(client, shipment);
            }
        }
    }

    private void send(Producer<byte[], byte[]> client, Sink.Shipment shipment) {
        Sink.Receipt receipt = shipment.receipt();
        try {
            var _ =
                    client.send(
                            record(shipment.outgoing()),
                            (_, failure) -> {
                                if (failure == null) {
                                    receipt.onDelivered();
                                } else {
                                    refuse(receipt, failure);
                                }
                            });
        } catch (RuntimeException notTaken) {
            refuse(receipt, notTaken);
        }
    }

    /** A page that could not even be tried. */
    void refuse(List<Sink.Shipment> page, Throwable reason) {
        page.forEach(shipment -> refuse(shipment.receipt(), reason));
    }

    private void refuse(Sink.Receipt receipt, Throwable reason) {
        // Before anybody can know that all have an end.
        refusal = new Refusal(pages, reason);
        receipt.onRefused(reason);
    }

    private static ProducerRecord<byte[], byte[]> record(OutgoingRecord outgoing) {
        var headers = new ArrayList<Header>(outgoing.headers().size());
        for (OutgoingRecord.Header header : outgoing.headers()) {
            byte[] value = header.value().getBytes(StandardCharsets.UTF_8);
            headers.add(new RecordHeader(header.name(), value));
        }
        return new ProducerRecord<>(
                outgoing.topic(), null, outgoing.key(), outgoing.value(), headers);
    }
}
