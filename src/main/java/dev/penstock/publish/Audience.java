package dev.penstock.publish;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/** The subscribers of one hub on one loop. Belongs to the loop, but for what says otherwise. */
final class Audience {
    /** So many are looked after before the loop looks after others. */
    private static final int SUBSCRIBERS_PER_TURN = 32;

    private final SubscriberLoop loop;
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();

    Audience(SubscriberLoop loop) {
        this.loop = loop;
    }

    void add(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** On the loop: how many there are. */
    int size() {
        return subscribers.size();
    }

    /**
     * Any thread: all are given what is new, those who want it now.
     *
     * @param then runs on the loop afterwards, or at once if the loop has ended
     */
    void look(Runnable then) {
        try {
            loop.execute(() -> turn(subscribers.toArray(Subscriber[]::new), 0, then));
        } catch (RejectedExecutionException ended) {
            then.run();
        }
    }

    private void turn(Subscriber[] all, int from, Runnable then) {
        int end = Math.min(all.length, from + SUBSCRIBERS_PER_TURN);
        for (int i = from; i < end; i++) {
            all[i].pump();
        }
        if (end == all.length) {
            then.run();
            return;
        }
        try {
            loop.inTurn(() -> turn(all, end, then));
        } catch (RejectedExecutionException ended) {
            then.run();
        }
    }
}
