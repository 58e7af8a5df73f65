package dev.penstock.publish;

import dev.penstock.feed.ChangePage;
import dev.penstock.feed.LoggedChanges;
import dev.penstock.log.LogPosition;
import dev.penstock.partition.Database;
import dev.penstock.stream.StreamPosition;
import dev.penstock.stream.StreamRecord;
import dev.penstock.stream.StreamStart;
import dev.penstock.table.StreamDefinition;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Reads one stream's changes from the log for those who are behind, on workers. Any thread. */
final class PastReads {
    private static final System.Logger LOG = System.getLogger("dev.penstock.publish");

    private final Database database;
    private final StreamDefinition stream;
    private final ChangeForm form;
    private final Executor workers;
    private final ReadAhead ahead;
    private final LoggedChanges log;

    PastReads(Database database, StreamDefinition stream, ChangeForm form, Subscriptions owner) {
        this.database = database;
        this.stream = stream;
        this.form = form;
        workers = owner.workers();
        ahead = owner.ahead();
        log = new LoggedChanges(database.log(), stream.identity().tableId());
    }

    /**
     * Reads a page.
     *
     * @param then told on a worker, or at once if there is none any more
     */
    void read(LogPosition from, Selection selection, Consumer<Subscriber.Past> then) {
        try {
            workers.execute(() -> then.accept(page(from, selection)));
        } catch (RejectedExecutionException stopped) {
            then.accept(new Subscriber.Past.Failed(from));
        }
    }

    private Subscriber.Past page(LogPosition from, Selection selection) {
        try {
            int tableId = stream.identity().tableId();
            var held = ahead.find(tableId, from, EncodedChanges.BYTES_MAX);
            if (held != null) {
                return encoded(held, selection);
            }
            // What was published, not what is durable: the feed goes on from there.
            long last = database.feed().end().sequence();
            return switch (log.read(from, last, ReadAhead.PAGE_BYTES)) {
                case ChangePage.Changes some ->
                        encoded(
                                ahead.add(tableId, from, some, EncodedChanges.BYTES_MAX),
                                selection);
                case ChangePage.Trimmed gone -> trimmed(gone);
            };
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "the log could not be read for a subscriber", failure);
            return new Subscriber.Past.Failed(from);
        }
    }

    private Subscriber.Past encoded(ChangePage.Changes page, Selection selection) {
        var identity = stream.identity();
        var now = database.version().stream(identity.tableName(), identity.label());
        List<StreamRecord> wanted =
                EncodedChanges.records(page.changes(), now).stream()
                        .filter(selection::takes)
                        .toList();
        var encoded = EncodedChanges.of(form.encoders().get(), stream, wanted, page.next());
        return new Subscriber.Past.Changes(encoded.all(), encoded.next());
    }

    private Subscriber.Past trimmed(ChangePage.Trimmed gone) {
        StreamPosition held = StreamStart.held(database.log());
        var from = new StreamPosition(held.micros(), gone.held().sequence(), 0);
        return new Subscriber.Past.Trimmed(new Delivery.Trimmed(from), gone.held());
    }
}
