package dev.penstock.publish.export;

import java.util.List;

/**
 * Takes records to somewhere outside. Belongs to one thread; receipts are called by any.
 *
 * <p>What was given first arrives first, for each key: of two records with one key the second is
 * never kept there while the first is not, unless the first was refused for good.
 */
public interface Sink extends AutoCloseable {
    /** What becomes of one record: exactly one of the two is called, once, perhaps much later. */
    interface Receipt {
        /** It is kept there, by all who must keep it. */
        void onDelivered();

        /** It will not be delivered, however long one waits. */
        void onRefused(Throwable reason);
    }

    /** One record to send, and who is told what becomes of it. */
    record Shipment(OutgoingRecord outgoing, Receipt receipt) {}

    /** Opens sinks. */
    @FunctionalInterface
    interface Factory {
        /**
         * A sink with a connection of its own.
         *
         * @param name what the other side may call it
         * @throws RuntimeException if it cannot even be tried
         */
        Sink open(String name);
    }

    /**
     * Sends records in their order. Never waits for the other side. What was given before one was
     * refused may be refused with it, though it was not sent.
     */
    void send(List<Shipment> page);

    /** Drops what is on its way; does not wait for the other side. */
    @Override
    void close();
}
