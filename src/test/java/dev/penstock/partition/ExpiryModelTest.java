package dev.penstock.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.item.ItemBytes;
import dev.penstock.item.ValueBytes;
import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Items with random times, of which many move, while the setting, the clock and the server come and
 * go: none is ever removed that was not due when it was decided, and in the end all that are due
 * are gone. The ring is so small that the order of times loses changes and compares trees.
 */
class ExpiryModelTest {
    private static final int STEPS = 400;
    private static final int IDS = 24;
    private static final long RING_BYTES = 2_000;
    private static final long SECOND = 1_000_000;
    private static final long FIVE_YEARS_SECONDS = 1_826 * 86_400L;
    private static final String TABLE = "sessions";
    private static final List<String> ATTRIBUTES = List.of("ttl", "until");

    private static final DatabaseSettings SETTINGS =
            Fixtures.SMALL_NODES
                    .with(new DatabaseSettings.Feed(RING_BYTES, Long.MAX_VALUE))
                    .with(new DatabaseSettings.Expiry(1_000, 0, 0));

    private final MemoryLog log = new MemoryLog(Long.MAX_VALUE);
    private final Deque<Runnable> background = new ArrayDeque<>();

    /** By id: the numbers of both attributes; null is none. */
    private final TreeMap<String, Times> model = new TreeMap<>();

    private SplittableRandom random = new SplittableRandom(0);
    private long micros = 1_700_000_000L * SECOND;
    private boolean isOpening;
    private @Nullable String attribute;
    private long expired;
    private TurnedEngine engine = open();

    private record Times(String attributeName, @Nullable String number) {
        boolean isDue(@Nullable String attribute, long nowMicros) {
            if (number == null || !attributeName.equals(attribute)) {
                return false;
            }
            var now = BigDecimal.valueOf(nowMicros, 6);
            var time = new BigDecimal(number);
            var oldest = now.subtract(BigDecimal.valueOf(FIVE_YEARS_SECONDS));
            return time.compareTo(now) < 0 && time.compareTo(oldest) >= 0;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void whatIsDueGoesAndNothingElse(long seed) {
        random = new SplittableRandom(seed);
        run(new Command.CreateTable(Fixtures.newTable(TABLE, Fixtures.SIMPLE)));
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        if (attribute == null) {
            define(ATTRIBUTES.getFirst(), true);
        }
        settle();

        assertThat(ids(table())).containsExactlyInAnyOrderElementsOf(model.keySet());
        assertThat(model.values()).noneMatch(times -> times.isDue(attribute, micros));
        assertThat(engine.status().expiry().entries()).isEqualTo(withTime());
        assertThat(engine.status().expiry().lagMicros()).isZero();
        // Some went in the commit before their place was taken by others.
        assertThat(removalsInTheLog()).isGreaterThanOrEqualTo(expired);
        define(requireNonNull(attribute), false);
        settle();
        assertThat(engine.status().expiry().entries()).isZero();
        assertThat(engine.status().expiry().liveBytes()).isZero();
    }

    private void step() {
        switch (random.nextInt(30)) {
            case 0 -> engine = open();
            case 1 -> {
                if (attribute == null) {
                    define(ATTRIBUTES.get(random.nextInt(2)), true);
                } else {
                    define(attribute, false);
                }
            }
            case 2 -> micros -= random.nextLong(3 * SECOND);
            case 3, 4, 5, 6 -> micros += random.nextLong(2 * SECOND);
            case 7, 8, 9, 10 -> engine.turnIndexes();
            case 11, 12, 13, 14, 15 -> engine.lookForExpired();
            case 16, 17, 18, 19 -> work();
            case 20 -> delete();
            default -> put();
        }
    }

    private void put() {
        String id = "id" + random.nextInt(IDS);
        String name = ATTRIBUTES.get(random.nextInt(3) / 2);
        var times = new Times(name, number());
        model.put(id, times);
        run(Fixtures.put(table(), Fixtures.expiring(id, name, times.number())));
    }

    private @Nullable String number() {
        var now = BigDecimal.valueOf(micros, 6);
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> "0";
            case 2 -> now.subtract(BigDecimal.valueOf(FIVE_YEARS_SECONDS)).toPlainString();
            case 3 -> "1e9" + random.nextInt(9);
            case 4 -> now.negate().toPlainString();
            default ->
                    now.add(BigDecimal.valueOf(random.nextLong(-SECOND, 5 * SECOND), 6))
                            .toPlainString();
        };
    }

    private void delete() {
        String id = "id" + random.nextInt(IDS);
        model.remove(id);
        run(Fixtures.delete(table(), Fixtures.key(id)));
    }

    private void define(String name, boolean enabled) {
        String before = attribute;
        // A commit time of its own, whatever the clock does.
        micros++;
        attribute = enabled ? name : null;
        run(new Command.UpdateTimeToLive(TABLE, name, enabled), before);
    }

    private void work() {
        Runnable task = background.poll();
        if (task != null) {
            task.run();
        }
        turn(attribute);
    }

    /** Until nothing is left to do. */
    private void settle() {
        for (int i = 0; i < 6; i++) {
            engine.turnIndexes();
            while (!background.isEmpty()) {
                work();
            }
            engine.turnIndexes();
            engine.lookForExpired();
            turn(attribute);
        }
    }

    private TurnedEngine open() {
        background.clear();
        isOpening = true;
        var opened =
                new TurnedEngine(
                        SETTINGS,
                        new Storage(log, DiskSpace.UNLIMITED),
                        () -> micros,
                        Fixtures.uuids(),
                        this::execute);
        isOpening = false;
        return opened;
    }

    /** Who opens waits for what is done beside it. */
    private void execute(Runnable task) {
        if (isOpening && task instanceof CompletableFuture.AsynchronousCompletionTask) {
            task.run();
        } else {
            background.add(task);
        }
    }

    private void run(Command command) {
        run(command, attribute);
    }

    private void run(Command command, @Nullable String attributeBefore) {
        var reply = (CompletableFuture<Outcome>) engine.submit(command);
        turn(attributeBefore);
        assertThat(reply.join()).isNotInstanceOf(Outcome.Refused.class);
    }

    /** What is missing behind a turn was due in it, by the setting before it or behind it. */
    private void turn(@Nullable String attributeBefore) {
        engine.turn();
        var table = engine.version().table(TABLE);
        List<String> left = table == null ? List.of() : ids(table);
        for (String id : List.copyOf(model.keySet())) {
            if (!left.contains(id)) {
                Times times = requireNonNull(model.remove(id));
                expired++;
                assertThat(times.isDue(attributeBefore, micros) || times.isDue(attribute, micros))
                        .as("%s of %s at %d", id, times, micros)
                        .isTrue();
            }
        }
        assertThat(left).containsExactlyInAnyOrderElementsOf(model.keySet());
    }

    private long withTime() {
        return model.values().stream()
                .filter(times -> times.number() != null && times.attributeName().equals(attribute))
                .count();
    }

    private long removalsInTheLog() {
        var removed = new ArrayList<Change>();
        log.read(
                1,
                batch -> {
                    batch.body().commits().forEach(removed::addAll);
                    return true;
                });
        return removed.stream().filter(change -> change.origin() == Origin.TTL).count();
    }

    private Table table() {
        return requireNonNull(engine.version().table(TABLE));
    }

    /** The partition keys of all items. */
    static List<String> ids(Table table) {
        var found = new ArrayList<String>();
        ItemCursor cursor = table.scan(HashRange.ALL, null);
        for (byte[] item = cursor.next(); item != null; item = cursor.next()) {
            int key = ItemBytes.partitionKey(item);
            found.add(
                    new String(
                            item,
                            ValueBytes.payloadOffset(item, key),
                            ValueBytes.payloadLength(item, key),
                            StandardCharsets.UTF_8));
        }
        return found;
    }
}
