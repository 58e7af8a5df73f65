package dev.penstock.server;

import dev.penstock.log.CommitLog;
import dev.penstock.log.DamagedLogException;
import dev.penstock.log.LogException;
import dev.penstock.log.chronicle.ChronicleLog;
import dev.penstock.log.chronicle.ChronicleLogSettings;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Snapshots;
import dev.penstock.partition.Storage;
import dev.penstock.partition.UnrecoverableException;
import dev.penstock.partition.Watermarks;
import dev.penstock.publish.Subscriptions;
import dev.penstock.publish.export.ExportPorts;
import dev.penstock.publish.export.ExportThreads;
import dev.penstock.publish.export.Exports;
import dev.penstock.publish.kafka.KafkaSettings;
import dev.penstock.publish.kafka.KafkaSinks;
import dev.penstock.snapshot.DirectorySnapshotStore;
import dev.penstock.snapshot.SnapshotException;
import dev.penstock.stream.Streams;
import dev.penstock.wire.Backend;
import dev.penstock.wire.destinations.DebeziumRecord;
import dev.penstock.wire.destinations.KinesisRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One node's database with everything below it: opened from the disk up, closed from the database
 * down. Used by the thread that starts and stops.
 */
final class Node implements Closeable {
    /** What a log in memory keeps for readers of streams, at least. */
    private static final long MEMORY_LOG_BYTES_MIN = 16L << 20;

    private static final long NANOS_PER_MICRO = 1_000;

    /** For so long a process that must halt waits until its last words are taken. */
    private static final long LAST_WORDS_NANOS_MAX = 1_000_000_000;

    private static final ThreadFactory THREADS =
            Thread.ofPlatform().name("penstock-engine-", 0).factory();

    private static final ThreadFactory STREAM_THREADS =
            Thread.ofPlatform().name("penstock-streams-", 0).daemon(true).factory();

    private static final ThreadFactory SUBSCRIPTION_THREADS =
            Thread.ofPlatform().name("penstock-subscriptions-", 0).daemon(true).factory();

    private static final ThreadFactory EXPORT_THREADS =
            Thread.ofPlatform().name("penstock-exports-", 0).daemon(true).factory();

    /** Below the database, in the order of opening. */
    private final Deque<Closeable> foundations = new ArrayDeque<>();

    private final Database database;
    private final Streams streams;
    private final Subscriptions subscriptions;

    /** Null: nothing is exported. */
    private @Nullable ExportThreads exports;

    private Node(Configuration configuration, MemoryPlan memory) throws IOException {
        try {
            database =
                    Database.open(
                            engine(configuration, memory),
                            storage(configuration, memory),
                            environment());
        } catch (IOException | RuntimeException | Error failure) {
            closeFoundations();
            throw failure;
        }
        streams = new Streams(database, memory.streamsBytes(), STREAM_THREADS);
        subscriptions = new Subscriptions(database, memory.subscribers(), SUBSCRIPTION_THREADS);
    }

    /**
     * Recovers; takes as long as recovery takes.
     *
     * @throws StartFailure if the data directory is in use or damaged
     */
    static Node open(Configuration configuration, MemoryPlan memory) {
        try {
            return new Node(configuration, memory);
        } catch (DamagedLogException | UnrecoverableException e) {
            throw new StartFailure(ExitCode.DAMAGED, e.getMessage() + "; nothing was changed");
        } catch (LogException | SnapshotException | IOException | InternalError e) {
            throw StartFailure.ofStorage(configuration.get(Settings.DATA), e);
        } catch (StartFailure e) {
            throw e;
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            throw new StartFailure(ExitCode.INTERNAL, "cannot recover: " + e);
        }
    }

    Database database() {
        return database;
    }

    Backend backend() {
        return new Backend(
                database, streams, subscriptions, exports == null ? Exports.NONE : exports);
    }

    /**
     * Begins to export, if brokers are set. Called once, before anything is served.
     *
     * @throws StartFailure if the properties of the Kafka client cannot be read
     */
    void beginExports(Configuration configuration, MemoryPlan memory, KafkaSinks kafka) {
        String servers = configuration.get(Settings.KAFKA_BOOTSTRAP_SERVERS);
        if (servers.isEmpty()) {
            return;
        }
        String region = configuration.get(Settings.REGION);
        boolean isDebezium = configuration.get(Settings.KAFKA_FORMAT).equals("debezium");
        var settings = new KafkaSettings(servers, kafkaProperties(configuration));
        var ports =
                new ExportPorts(
                        database,
                        kafka.of(settings),
                        isDebezium
                                ? () -> new DebeziumRecord(region)
                                : () -> new KinesisRecord(region),
                        memory.exportsBytes(),
                        System::nanoTime);
        exports = new ExportThreads(ports, EXPORT_THREADS);
    }

    private static Map<String, String> kafkaProperties(Configuration configuration) {
        String file = configuration.get(Settings.KAFKA_PROPERTIES);
        var properties = new Properties();
        if (!file.isEmpty()) {
            try (var reader = Files.newBufferedReader(Path.of(file))) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new StartFailure(
                        ExitCode.BAD_SETTING, "cannot read penstock.kafka-properties: " + e);
            }
        }
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(n -> map.put(n, properties.getProperty(n)));
        return map;
    }

    /** Answers what was accepted, then closes the log and gives the directory back. */
    @Override
    public void close() throws IOException {
        if (exports != null) {
            exports.close();
        }
        subscriptions.close();
        streams.close();
        database.close();
        closeFoundations();
    }

    private void closeFoundations() throws IOException {
        while (!foundations.isEmpty()) {
            foundations.pop().close();
        }
    }

    private Storage storage(Configuration configuration, MemoryPlan memory) throws IOException {
        if (configuration.get(Settings.IN_MEMORY)) {
            CommitLog log = new MemoryLog(Math.max(MEMORY_LOG_BYTES_MIN, memory.streamsBytes()));
            foundations.push(log::close);
            return new Storage(log, DiskSpace.UNLIMITED);
        }
        var directory =
                DataDirectory.open(
                        configuration.get(Settings.DATA),
                        configuration.get(Settings.PARTITIONS),
                        UUID.randomUUID().toString());
        foundations.push(directory);
        Executor background = task -> backgroundThread(task).start();
        var log =
                ChronicleLog.open(
                        directory.log(),
                        logSettings(configuration),
                        new SecureRandom(),
                        background);
        foundations.push(log::close);
        return new Storage(log, snapshots(configuration, directory.snapshots()), log::usableBytes);
    }

    private static ChronicleLogSettings logSettings(Configuration configuration) {
        var defaults = ChronicleLogSettings.DEFAULT;
        return new ChronicleLogSettings(
                configuration.get(Settings.SEGMENT_BYTES),
                defaults.blockBytes(),
                defaults.pauseMicros());
    }

    private static Snapshots snapshots(Configuration configuration, Path directory) {
        return new Snapshots(
                new DirectorySnapshotStore(directory),
                configuration.get(Settings.SEGMENT_BYTES)
                        * configuration.get(Settings.SNAPSHOT_SEGMENTS),
                micros(configuration.get(Settings.SNAPSHOT_INTERVAL)),
                micros(configuration.get(Settings.SNAPSHOT_DEADLINE)));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / NANOS_PER_MICRO;
    }

    private static Thread backgroundThread(Runnable task) {
        return Thread.ofPlatform().name("penstock-background").daemon(true).unstarted(task);
    }

    private static DatabaseSettings engine(Configuration configuration, MemoryPlan memory) {
        var defaults = DatabaseSettings.defaults();
        return new DatabaseSettings(
                configuration.get(Settings.PARTITIONS),
                defaults.tree(),
                new DatabaseSettings.Inbox(defaults.inbox().commandsMax(), memory.inboxBytes()),
                new DatabaseSettings.Batching(
                        configuration.get(Settings.BATCH_COMMANDS),
                        configuration.get(Settings.BATCH_BYTES)),
                Watermarks.ofSegments(
                        memory.itemsBytes(), logSettings(configuration).segmentFileBytes()),
                new DatabaseSettings.Feed(
                        memory.feedBytes(), micros(configuration.get(Settings.INDEX_LAG))),
                new DatabaseSettings.Streams(
                        micros(configuration.get(Settings.STREAM_ROLL)),
                        micros(configuration.get(Settings.STREAM_RETENTION)),
                        configuration.get(Settings.STREAM_RETENTION_BYTES)),
                new DatabaseSettings.Expiry(
                        configuration.get(Settings.TTL_INTERVAL).toMillis(),
                        micros(configuration.get(Settings.TTL_COOL_DOWN)),
                        micros(configuration.get(Settings.TTL_CLOCK_PAUSE))));
    }

    private static Environment environment() {
        return new Environment(new SystemClock(), UUID::randomUUID, THREADS, Node::halt);
    }

    /** After a failure below the database nothing may be answered any more: no hook, no drain. */
    private static void halt(Throwable cause) {
        // The JVM's answer to a page of a mapped file that cannot be had is an InternalError.
        boolean isStorage = cause instanceof LogException || cause instanceof InternalError;
        var code = isStorage ? ExitCode.STORAGE_FAILED : ExitCode.INTERNAL;
        try {
            haltSoon(code);
            System.err.println(
                    "penstock: stopped at once (exit %d): %s; start again to recover"
                            .formatted(
                                    code.number(),
                                    isStorage ? StartFailure.reasons(cause) : cause));
            if (code == ExitCode.INTERNAL) {
                cause.printStackTrace();
            }
            System.err.flush();
        } finally {
            // Even if there is no memory left to say why.
            Runtime.getRuntime().halt(code.number());
        }
    }

    /** Whoever reads the last words may not be there to read: they are waited for, but not long. */
    private static void haltSoon(ExitCode code) {
        Thread.ofPlatform()
                .daemon()
                .name("penstock-halt")
                .start(
                        () -> {
                            LockSupport.parkNanos(LAST_WORDS_NANOS_MAX);
                            Runtime.getRuntime().halt(code.number());
                        });
    }
}
