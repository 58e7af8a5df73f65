package dev.penstock.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.penstock.stream.StreamPosition;
import dev.penstock.stream.StreamStart;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that asks for random numbers of deliveries, and now and then leaves and comes back
 * where it was. Ends when it has had the change that {@link #awaitLast} waits for.
 */
final class ModelSubscriber implements Flow.Subscriber<Delivery> {
    private final StreamedTable table;
    private final RandomGenerator random;
    private final StreamPosition from;
    private final boolean isRestless;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<StreamPosition> gaps = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private final CompletableFuture<Delivery.@Nullable Reason> ended = new CompletableFuture<>();

    /** Deliveries that were asked for and have not come. */
    private long asked;

    private volatile @Nullable String last;
    private volatile Flow.@Nullable Subscription subscription;
    private Delivery.@Nullable Reason reason;

    private ModelSubscriber(
            StreamedTable table, RandomGenerator random, StreamPosition from, boolean isRestless) {
        this.table = table;
        this.random = random;
        this.from = from;
        this.isRestless = isRestless;
    }

    /** Begins somewhere. */
    static ModelSubscriber begin(StreamedTable table, RandomGenerator random) {
        StreamStart start = random.nextBoolean() ? table.now() : table.oldest();
        var subscriber = new ModelSubscriber(table, random, start.resume(), true);
        subscriber.subscribe(start);
        return subscriber;
    }

    /** Takes everything from now on. */
    static ModelSubscriber eager(StreamedTable table) {
        var subscriber = silent(table);
        subscriber.askForAll();
        return subscriber;
    }

    /** Takes nothing yet. */
    static ModelSubscriber silent(StreamedTable table) {
        StreamStart start = table.now();
        var subscriber = new ModelSubscriber(table, new SplittableRandom(1), start.resume(), false);
        subscriber.subscribe(start);
        return subscriber;
    }

    private void subscribe(StreamStart start) {
        var _ = table.subscribe(start).subscribe().withSubscriber(this);
    }

    void askForAll() {
        requireNonNull(subscription).request(Long.MAX_VALUE);
    }

    StreamPosition from() {
        return from;
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    List<StreamPosition> gaps() {
        return List.copyOf(gaps);
    }

    /** Waits until it has had the newest change. */
    void awaitLast() throws ExecutionException, InterruptedException {
        last = table.last();
        check();
        done.get();
    }

    Delivery.@Nullable Reason awaitEnd() throws ExecutionException, InterruptedException {
        return ended.get();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        asked = 0;
        if (isRestless) {
            ask();
        }
    }

    private void ask() {
        int more = random.nextInt(1, 4);
        asked += more;
        requireNonNull(subscription).request(more);
    }

    @Override
    public void onNext(Delivery delivery) {
        switch (delivery) {
            case Delivery.Changes changes ->
                    new String(changes.bytes(), US_ASCII)
                            .lines()
                            .map(String::strip)
                            .forEach(seen::add);
            case Delivery.Trimmed gone -> gaps.add(gone.from());
            case Delivery.Ended over -> reason = over.reason();
        }
        check();
        if (!isRestless || done.isDone()) {
            return;
        }
        asked--;
        if (random.nextInt(30) == 0) {
            requireNonNull(subscription).cancel();
            var behind = requireNonNull(StreamPosition.ofNumber(seen.getLast()));
            subscribe(table.behind(behind));
        } else if (asked == 0) {
            ask();
        }
    }

    private void check() {
        String awaited = last;
        if (awaited != null && !seen.isEmpty() && seen.getLast().equals(awaited)) {
            requireNonNull(subscription).cancel();
            done.complete(null);
        }
    }

    @Override
    public void onError(Throwable problem) {
        done.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        ended.complete(reason);
    }
}
