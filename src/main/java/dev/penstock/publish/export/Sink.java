package dev.penstock.publish.export;

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

    /** Never waits for the other side. */
    void send(OutgoingRecord outgoing, Receipt receipt);

    /** Drops what is on its way; does not wait for the other side. */
    @Override
    void close();
}
