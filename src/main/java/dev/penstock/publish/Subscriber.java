package dev.penstock.publish;

import dev.penstock.log.LogPosition;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One who is told of changes: a place in the window, or in the log if it is further behind. Holds
 * no changes: what it has not asked for stays where it is. Belongs to its loop; {@link #request}
 * and {@link #cancel} may be called by any thread.
 */
final class Subscriber implements Flow.Subscription {
    private final ChangeHub hub;
    private final SubscriberLoop loop;
    private final Selection selection;
    private final Flow.Subscriber<? super Delivery> receiver;

    /** Deliveries that were asked for. One that is under way counts until it is done. */
    private final AtomicLong demand = new AtomicLong();

    private final AtomicBoolean left = new AtomicBoolean();
    private LogPosition next;
    private ChangeWindow.@Nullable Place place;

    /** What it must be told before anything else. */
    private @Nullable Delivery first;

    private boolean isReading;
    private boolean isPumping;

    /** Set on the loop or by who cancels. */
    private volatile boolean isDone;

    Subscriber(
            ChangeHub hub,
            SubscribeTo asked,
            Selection selection,
            Flow.Subscriber<? super Delivery> receiver) {
        this.hub = hub;
        this.selection = selection;
        this.receiver = receiver;
        loop = asked.loop();
        next = asked.start().next();
        first = asked.start().isTrimmed() ? new Delivery.Trimmed(asked.start().notBefore()) : null;
        place = hub.window().find(next);
    }

    /** One page of the log, as one subscriber wants it. */
    sealed interface Past {
        LogPosition next();

        /** Null: there is nothing in it for this subscriber. */
        record Changes(Delivery.@Nullable Changes changes, LogPosition next) implements Past {}

        record Trimmed(Delivery.Trimmed told, LogPosition next) implements Past {}

        /** Nothing can be read any more. */
        record Failed(LogPosition next) implements Past {}
    }

    SubscriberLoop loop() {
        return loop;
    }

    Selection selection() {
        return selection;
    }

    void begin(Audience audience) {
        receiver.onSubscribe(this);
        onLoop(
                () -> {
                    // Who was told of the subscription may have given it up at once, and has left.
                    if (!isDone) {
                        audience.add(this);
                        pump();
                    }
                });
    }

    @Override
    public void request(long count) {
        if (count < 1) {
            cancel();
            receiver.onError(new IllegalArgumentException("request of " + count));
            return;
        }
        if (demand.getAndUpdate(now -> now + count < 0 ? Long.MAX_VALUE : now + count) == 0) {
            onLoop(this::pump);
        }
    }

    @Override
    public void cancel() {
        if (!isDone) {
            isDone = true;
            onLoop(this::leave);
        }
    }

    /** On the loop: gives what there is, as far as it was asked for. */
    void pump() {
        if (isPumping || isDone) {
            return;
        }
        isPumping = true;
        try {
            if (hub.isStopped()) {
                end(Delivery.Reason.SERVER_STOPPING);
            }
            boolean hasMore = true;
            while (hasMore && !isDone && demand.get() > 0) {
                hasMore = giveOne();
            }
        } catch (RuntimeException failure) {
            isDone = true;
            leave();
            receiver.onError(failure);
        } finally {
            isPumping = false;
        }
    }

    /** Returns whether there may be more now. */
    private boolean giveOne() {
        Delivery due = first;
        if (due != null) {
            first = null;
            give(due);
            return true;
        }
        // Asked for first: what stands before the end is given before it.
        Delivery.Reason over = hub.over();
        ChangeWindow.Place at = place;
        if (at == null) {
            readPast();
            return false;
        }
        ChangeWindow.Link link = at.link();
        if (link == null) {
            if (over != null) {
                end(over);
            }
            return false;
        }
        EncodedChanges changes = link.changes();
        if (changes == null) {
            place = null;
            return true;
        }
        place = link.next();
        var wanted = changes.select(next, selection);
        next = changes.next().compareTo(next) > 0 ? changes.next() : next;
        if (wanted != null) {
            give(wanted);
        }
        return true;
    }

    private void give(Delivery delivery) {
        if (delivery instanceof Delivery.Changes changes) {
            hub.onSent(changes.count());
        }
        receiver.onNext(delivery);
        // Behind it, so that who asks for more meanwhile need not call the loop.
        demand.decrementAndGet();
    }

    private void end(Delivery.Reason reason) {
        isDone = true;
        if (demand.get() > 0) {
            receiver.onNext(new Delivery.Ended(reason));
        }
        receiver.onComplete();
        leave();
    }

    private void readPast() {
        if (!isReading) {
            isReading = true;
            hub.readPast(next, selection, page -> onLoop(() -> onPast(page)));
        }
    }

    private void onPast(Past page) {
        isReading = false;
        if (isDone) {
            return;
        }
        next = page.next();
        switch (page) {
            case Past.Changes some -> first = some.changes();
            case Past.Trimmed gone -> first = gone.told();
            case Past.Failed _ -> end(Delivery.Reason.FAILED);
        }
        place = hub.window().find(next);
        pump();
    }

    /** Once, however it ends. */
    private void leave() {
        if (left.compareAndSet(false, true)) {
            hub.leave(this);
        }
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            // With the loop the connection has ended: nobody waits any more.
            isDone = true;
            leave();
        }
    }
}
