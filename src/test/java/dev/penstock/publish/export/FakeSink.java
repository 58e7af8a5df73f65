package dev.penstock.publish.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A sink in memory that takes, holds or refuses as it is told. Thread-safe. */
final class FakeSink implements Sink.Factory {
    /** Everything that was kept, in order. */
    private final List<OutgoingRecord> kept = new ArrayList<>();

    private final Deque<Sink.Shipment> held = new ArrayDeque<>();
    private boolean holds;
    private int refusals;
    private int opened;
    private int mostHeld;

    @Override
    public synchronized Sink open(String name) {
        opened++;
        return new Sink() {
            @Override
            public void send(List<Shipment> page) {
                page.forEach(FakeSink.this::take);
            }

            @Override
            public void close() {
                drop();
            }
        };
    }

    private void take(Sink.Shipment sent) {
        synchronized (this) {
            if (refusals > 0) {
                refusals--;
                sent.receipt().onRefused(new IllegalStateException("refused"));
                return;
            }
            if (holds) {
                held.add(sent);
                mostHeld = Math.max(mostHeld, held.size());
                return;
            }
            kept.add(sent.outgoing());
        }
        sent.receipt().onDelivered();
    }

    private synchronized void drop() {
        held.clear();
    }

    /** From now on what is sent is neither kept nor refused. */
    synchronized void hold() {
        holds = true;
    }

    /** Keeps all that is held and all that comes. */
    void release() {
        List<Sink.Shipment> all;
        synchronized (this) {
            holds = false;
            all = List.copyOf(held);
            held.clear();
            all.forEach(sent -> kept.add(sent.outgoing()));
        }
        all.forEach(sent -> sent.receipt().onDelivered());
    }

    /** Of what is held, refuses one and keeps the others. */
    void releaseAllBut(int index) {
        List<Sink.Shipment> all;
        synchronized (this) {
            holds = false;
            all = List.copyOf(held);
            held.clear();
        }
        for (int i = 0; i < all.size(); i++) {
            if (i == index) {
                all.get(i).receipt().onRefused(new IllegalStateException("refused"));
            } else {
                synchronized (this) {
                    kept.add(all.get(i).outgoing());
                }
                all.get(i).receipt().onDelivered();
            }
        }
    }

    /** Refuses the next ones. */
    synchronized void refuse(int count) {
        refusals = count;
    }

    synchronized List<OutgoingRecord> kept() {
        return List.copyOf(kept);
    }

    synchronized int heldCount() {
        return held.size();
    }

    synchronized int mostHeld() {
        return mostHeld;
    }

    synchronized int opened() {
        return opened;
    }
}
