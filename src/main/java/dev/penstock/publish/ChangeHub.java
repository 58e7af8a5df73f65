package dev.penstock.publish;

import dev.penstock.common.Sleeper;
import dev.penstock.feed.ChangePage;
import dev.penstock.feed.ChangeReader;
import dev.penstock.log.LogPosition;
import dev.penstock.partition.Database;
import dev.penstock.partition.Table;
import dev.penstock.partition.Version;
import dev.penstock.stream.StreamRecord;
import dev.penstock.table.LatestStream;
import dev.penstock.table.StreamDefinition;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the subscribers of one stream, those who want the same form: reads its changes as they are
 * published, encodes each once, and has all audiences look. A thread of its own runs it.
 */
final class ChangeHub implements Runnable {
    /*
     * It paces itself: while any audience still looks at what came last, nothing more is encoded.
     * So the more there are to tell, the more changes go out together, and the fewer writes to
     * sockets there are for each. What comes meanwhile waits in the ring, or in the log.
     */

    private static final System.Logger LOG = System.getLogger("dev.penstock.publish");

    /** Of changes that are read from the feed at once. */
    private static final long READ_BYTES = 256 << 10;

    private final Database database;
    private final StreamDefinition stream;
    private final ChangeForm form;
    private final PastReads past;
    private final Subscriptions owner;
    private final ChangeEncoder encoder;
    private final ChangeReader reader;
    private final ChangeWindow window;
    private final Map<SubscriberLoop, Audience> audiences = new ConcurrentHashMap<>();

    /** Those that have not looked at the newest changes yet. */
    private final AtomicInteger looking = new AtomicInteger();

    private final Sleeper gate = new Sleeper();

    /** Guarded by the owner's map: how many subscribers there are. */
    private int subscribers;

    /** Set by the hub behind its last changes, read by any thread. */
    private volatile Delivery.@Nullable Reason over;

    /** Set by any thread. */
    private volatile boolean isStopped;

    ChangeHub(Subscriptions owner, Database database, StreamDefinition stream, ChangeForm form) {
        this.owner = owner;
        this.database = database;
        this.stream = stream;
        this.form = form;
        encoder = form.encoders().get();
        past = new PastReads(database, stream, form, owner);
        var now = new LogPosition(database.feed().end().sequence() + 1, 0);
        reader = database.changes(stream.identity().tableId(), now);
        window = new ChangeWindow(now);
    }

    ChangeWindow window() {
        return window;
    }

    /** Why nothing will come any more; null while something may. Any thread. */
    Delivery.@Nullable Reason over() {
        return over;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** Within the owner's map only. Returns how many there are now. */
    int count(int more) {
        subscribers += more;
        return subscribers;
    }

    /** Any thread: the hub ends at once. */
    void stop() {
        isStopped = true;
        reader.wake();
        gate.wake();
    }

    void begin(Subscriber subscriber) {
        subscriber.begin(audiences.computeIfAbsent(subscriber.loop(), Audience::new));
    }

    /** On the subscriber's loop. */
    void leave(Subscriber subscriber) {
        Audience audience = audiences.get(subscriber.loop());
        if (audience != null) {
            audience.remove(subscriber);
        }
        owner.onLeft(this);
    }

    void onSent(int changes) {
        owner.onSent(changes);
    }

    /** Any thread: has a worker read the log for one who is behind. */
    void readPast(LogPosition from, Selection selection, Consumer<Subscriber.Past> then) {
        past.read(from, selection, then);
    }

    StreamDefinition stream() {
        return stream;
    }

    ChangeForm form() {
        return form;
    }

    @Override
    public void run() {
        try {
            // The stream may have ended before anything came.
            turn();
            while (!isStopped && over == null) {
                reader.await();
                awaitAudiences();
                if (!isStopped) {
                    turn();
                }
            }
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.ERROR, "subscription failed", failure);
            over = Delivery.Reason.FAILED;
        } finally {
            reader.close();
        }
        lookAll();
    }

    private void awaitAudiences() {
        while (looking.get() > 0 && !isStopped) {
            gate.parkUnless(() -> looking.get() == 0 || isStopped);
        }
    }

    private void turn() {
        Version before = database.version();
        boolean isNews =
                switch (reader.read(READ_BYTES)) {
                    case ChangePage.Changes page -> append(page);
                    case ChangePage.Trimmed gone -> {
                        // The subscribers find the gap, and learn of it, in the log.
                        reader.skipTo(gone.held());
                        window.restart(gone.held());
                        yield true;
                    }
                };
        if (reader.next().sequence() > before.sequence()) {
            over = endOf(before);
        }
        if (isNews || over != null) {
            lookAll();
        }
    }

    private boolean append(ChangePage.Changes page) {
        var identity = stream.identity();
        List<StreamRecord> records =
                EncodedChanges.records(
                        page.changes(),
                        database.version().stream(identity.tableName(), identity.label()));
        boolean isNews = !records.isEmpty();
        while (!records.isEmpty()) {
            var encoded = EncodedChanges.of(encoder, stream, records, page.next());
            window.append(encoded);
            records = records.subList(encoded.count(), records.size());
        }
        return isNews;
    }

    /** Why nothing can come behind a version; null if something can. */
    private Delivery.@Nullable Reason endOf(Version version) {
        var identity = stream.identity();
        Table table = version.table(identity.tableName());
        if (table == null || table.definition().id() != identity.tableId()) {
            return Delivery.Reason.TABLE_DELETED;
        }
        LatestStream latest = table.definition().settings().stream();
        boolean isSame =
                latest != null
                        && latest.enabled()
                        && latest.labelMicros() == identity.labelMicros();
        return isSame ? null : Delivery.Reason.STREAM_DISABLED;
    }

    private void lookAll() {
        Collection<Audience> all = List.copyOf(audiences.values());
        looking.addAndGet(all.size());
        all.forEach(audience -> audience.look(this::onLooked));
    }

    private void onLooked() {
        if (looking.decrementAndGet() == 0) {
            gate.wake();
        }
    }
}
