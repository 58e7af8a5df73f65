package dev.penstock.publish;

import dev.penstock.common.Limit;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.partition.Database;
import dev.penstock.table.StreamDefinition;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** All who are told of changes as they happen. Any thread may call. */
public final class Subscriptions implements AutoCloseable {
    @Limit(
            of = "streams and forms that are subscribed to at once",
            unit = "pairs of a stream and a form",
            beyond = "`ThrottlingException`")
    private static final int HUBS_MAX = 128;

    @Limit(
            of = "reads of the log for subscribers at once",
            unit = "reads",
            beyond = "the read waits for its turn, one for each subscriber at most")
    private static final int READS_MAX = 2;

    private static final int WORKER_IDLE_SECONDS = 10;
    private static final int END_SECONDS_MAX = 10;

    private final Database database;
    private final int subscribersMax;
    private final ThreadFactory threads;
    private final ThreadPoolExecutor workers;
    private final Map<HubKey, Running> hubs = new ConcurrentHashMap<>();
    private final AtomicInteger subscribers = new AtomicInteger();
    private final ReadAhead ahead = new ReadAhead();
    private final LongAdder sent = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private volatile boolean isClosed;

    /**
     * @param subscribersMax one more is refused
     * @param threads makes the hubs' threads and the workers that read the log
     */
    public Subscriptions(Database database, int subscribersMax, ThreadFactory threads) {
        this.database = database;
        this.subscribersMax = subscribersMax;
        this.threads = threads;
        workers =
                new ThreadPoolExecutor(
                        READS_MAX,
                        READS_MAX,
                        WORKER_IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        threads);
        workers.allowCoreThreadTimeOut(true);
    }

    private record HubKey(StreamDefinition.Identity stream, ChangeForm form) {}

    private record Running(ChangeHub hub, Thread thread) {}

    /**
     * Changes as they happen, for one receiver, which must subscribe and end. Each delivery must be
     * asked for; what is not asked for is not kept in memory for it.
     *
     * @throws RequestException THROTTLING if there are too many, UNAVAILABLE at the end
     */
    public Multi<Delivery> subscribe(SubscribeTo asked) {
        if (subscribers.incrementAndGet() > subscribersMax) {
            subscribers.decrementAndGet();
            throw tooMany();
        }
        ChangeHub hub;
        try {
            hub = join(asked);
        } catch (RuntimeException | Error refused) {
            subscribers.decrementAndGet();
            throw refused;
        }
        var selection = new Selection(asked.stream(), asked.start().notBefore(), asked.filter());
        Flow.Publisher<Delivery> publisher =
                receiver -> hub.begin(new Subscriber(hub, asked, selection, receiver));
        return Multi.createFrom().publisher(publisher);
    }

    private ChangeHub join(SubscribeTo asked) {
        var key = new HubKey(asked.stream().identity(), asked.form());
        Running joined =
                hubs.compute(
                        key,
                        (same, running) -> {
                            var now =
                                    running == null || running.hub.over() != null
                                            ? start(asked)
                                            : running;
                            now.hub.count(1);
                            return now;
                        });
        return joined.hub;
    }

    private Running start(SubscribeTo asked) {
        if (isClosed) {
            throw new RequestException(ErrorCode.UNAVAILABLE, "The server is stopping.");
        }
        if (hubs.size() >= HUBS_MAX) {
            throw tooMany();
        }
        var hub = new ChangeHub(this, database, asked.stream(), asked.form());
        Thread thread = threads.newThread(hub);
        thread.start();
        return new Running(hub, thread);
    }

    private static RequestException tooMany() {
        return new RequestException(ErrorCode.THROTTLING, "Too many subscribers at once");
    }

    /** A subscriber of a hub has ended; the hub ends with its last one. */
    void onLeft(ChangeHub hub) {
        if (subscribers.decrementAndGet() == 0) {
            ahead.clear();
        }
        var key = new HubKey(hub.stream().identity(), hub.form());
        hubs.compute(
                key,
                (same, running) -> {
                    if (hub.count(-1) > 0) {
                        return running;
                    }
                    hub.stop();
                    return running != null && running.hub == hub ? null : running;
                });
    }

    void onSent(int changes) {
        sent.add(changes);
    }

    /** Shared by all that are behind. */
    ReadAhead ahead() {
        return ahead;
    }

    Executor workers() {
        return workers;
    }

    /** One was cut off because it took nothing for too long. */
    public void onSlow() {
        slow.increment();
    }

    /** How many there are now. */
    public int subscribers() {
        return subscribers.get();
    }

    /** Changes given to subscribers since the start: one for each of them. */
    public long sent() {
        return sent.sum();
    }

    /** Subscribers cut off for slowness since the start. */
    public long cutOff() {
        return slow.sum();
    }

    /** Ends all subscriptions, and waits for what reads the log. */
    @Override
    public void close() {
        isClosed = true;
        var running = List.copyOf(hubs.values());
        running.forEach(one -> one.hub.stop());
        workers.getQueue().clear();
        workers.shutdown();
        try {
            for (Running one : running) {
                one.thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS_MAX));
            }
            var _ = workers.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
