import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import com.amazonaws.services.dynamodbv2.streamsadapter.processor.DynamoDBStreamsShardRecordProcessor;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamConfig;
import software.amazon.kinesis.coordinator.CoordinatorConfig.ClientVersionConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.MetricsLevel;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * A table's changes through the Kinesis Client Library and the DynamoDB Streams adapter, whose
 * leases and state lie in Penstock tables too: complete, and in order for each item, through shards
 * that roll, a restart of the consumer, a stop and a kill of the server.
 *
 * <p>Arguments: the checkout, a directory for data, seconds to write for.
 */
final class Consumer {
    private static final String TABLE = "Orders";
    private static final String APPLICATION = "OrdersConsumer";
    private static final int ITEMS = 23;
    private static final String ROLL = "10s";
    private static final int PHASES = 4;
    private static final int SHARDS_AT_ONCE = 4;
    private static final Duration DONE_WITHIN = Duration.ofSeconds(180);
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));

    private final Path home;
    private final Path work;
    private final int seconds;
    private final int port = freePort();
    private final int managementPort = freePort();

    /** Of each item, the last number that was written. */
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    /** Of each item, the last number that was seen; what comes next is one more, or a repeat. */
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    private final Set<String> shards = ConcurrentHashMap.newKeySet();
    private final Set<String> readers = ConcurrentHashMap.newKeySet();
    private final List<String> violations = new ArrayList<>();
    private long records;
    private long repeats;
    private volatile boolean isWriting = true;

    /** The worker that counts. */
    private volatile String current = "";

    private Consumer(Path home, Path work, int seconds) {
        this.home = home;
        this.work = work;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        var consumer =
                new Consumer(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        Integer.parseInt(arguments[2]));
        boolean good = consumer.run();
        // The library leaves threads behind.
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws Exception {
        Process server = start();
        var running = new ArrayList<Process>(List.of(server));
        try (DynamoDbClient client = client(DynamoDbClient.builder())) {
            String arn = createTable(client);
            var writer = new Thread(() -> write(client), "writer");
            writer.start();
            Scheduler first = scheduler(arn, "first");
            makeLeases(first);
            consume(first, "first");
            await("the first consumer reads", () -> readers.contains("first"));
            writeOn("the consumer is stopped");
            // As a crash would: what it had read and not saved comes again.
            first.shutdown();
            Scheduler second = scheduler(arn, "second");
            consume(second, "second");
            await("the second consumer reads", () -> readers.contains("second"));
            writeOn("the server is stopped");
            server.destroy();
            server.waitFor(60, TimeUnit.SECONDS);
            server = start();
            running.add(server);
            writeOn("the server is killed");
            server.destroyForcibly().waitFor();
            server = start();
            running.add(server);
            writeOn("the end");
            isWriting = false;
            writer.join();
            await("all that was written is seen", () -> seen.equals(written));
            second.shutdown();
        } finally {
            running.forEach(Process::destroyForcibly);
        }
        return report();
    }

    private boolean report() {
        long changes = written.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                "%,d changes of %d items; %,d records from %d shards, %,d of them repeats%n",
                changes, written.size(), records, shards.size(), repeats);
        if (shards.size() <= SHARDS_AT_ONCE) {
            violations.add("no shard has rolled");
        }
        violations.forEach(System.out::println);
        boolean good = violations.isEmpty() && seen.equals(new TreeMap<>(written));
        System.out.println(good ? "complete, and in order for each item" : "NOT complete and in order");
        return good;
    }

    /** Sets numbers that count up, item by item; the same number again changes nothing. */
    private void write(DynamoDbClient client) {
        for (long i = 0; isWriting; i++) {
            String id = "order" + i % ITEMS;
            long number = written.getOrDefault(id, 0L) + 1;
            if (set(client, id, number)) {
                written.put(id, number);
            }
        }
    }

    private boolean set(DynamoDbClient client, String id, long number) {
        while (true) {
            try {
                client.updateItem(
                        r ->
                                r.tableName(TABLE)
                                        .key(Map.of("id", AttributeValue.fromS(id)))
                                        .updateExpression("SET #n = :n")
                                        .expressionAttributeNames(Map.of("#n", "number"))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":n",
                                                        AttributeValue.fromN(
                                                                Long.toString(number)))));
                pause(Duration.ofMillis(5));
                return true;
            } catch (SdkException unavailable) {
                // It may have been written: only by asking again until there is an answer is it known.
                pause(Duration.ofMillis(100));
            }
        }
    }

    private synchronized void see(String worker, Record record) {
        if (!worker.equals(current)) {
            // It is no more, as far as anybody can tell.
            return;
        }
        records++;
        String id = record.dynamodb().keys().get("id").s();
        long number = Long.parseLong(record.dynamodb().newImage().get("number").n());
        long last = seen.getOrDefault(id, 0L);
        if (number <= last) {
            repeats++;
        } else if (number > last + 1) {
            violations.add("%s: %d came after %d".formatted(id, number, last));
        }
        seen.put(id, number);
    }

    /** Of one shard, for one worker. */
    private final class Processor implements DynamoDBStreamsShardRecordProcessor {
        private final String worker;

        Processor(String worker) {
            this.worker = worker;
        }

        @Override
        public void initialize(InitializationInput input) {
            shards.add(input.shardId());
        }

        @Override
        public void processRecords(DynamoDBStreamsProcessRecordsInput input) {
            readers.add(worker);
            input.records().forEach(record -> see(worker, record.getRecord()));
            checkpoint(input.checkpointer());
        }

        @Override
        public void leaseLost(LeaseLostInput input) {
            // Somebody else goes on.
        }

        @Override
        public void shardEnded(ShardEndedInput input) {
            checkpoint(input.checkpointer());
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            checkpoint(input.checkpointer());
        }

        private void checkpoint(RecordProcessorCheckpointer checkpointer) {
            if (!worker.equals(current)) {
                return;
            }
            try {
                checkpointer.checkpoint();
            } catch (ShutdownException | InvalidStateException lost) {
                // What was not saved comes again.
            }
        }
    }

    /**
     * What a worker does itself if there is no lease yet, but only when up to 30 random seconds have
     * passed in which another worker might have done it.
     */
    private static void makeLeases(Scheduler worker) throws Exception {
        worker.leaseCoordinator().initialize();
        for (StreamConfig stream : worker.currentStreamConfigMap().values()) {
            var made = worker.shardSyncTaskManagerProvider().apply(stream).callShardSyncTask();
            if (made.getException() != null) {
                throw made.getException();
            }
        }
    }

    private void consume(Scheduler scheduler, String worker) {
        current = worker;
        var thread = new Thread(scheduler, worker);
        thread.setDaemon(true);
        thread.start();
    }

    private Scheduler scheduler(String arn, String worker) {
        var streams = client(DynamoDbStreamsClient.builder());
        var adapter = new AmazonDynamoDBStreamsAdapterClient(streams, Region.US_EAST_1);
        var configs =
                new ConfigsBuilder(
                        StreamsSchedulerFactory.createSingleStreamTracker(
                                arn,
                                InitialPositionInStreamExtended.newInitialPosition(
                                        InitialPositionInStream.TRIM_HORIZON)),
                        APPLICATION,
                        adapter,
                        client(DynamoDbAsyncClient.builder()),
                        client(CloudWatchAsyncClient.builder()),
                        worker,
                        () -> new Processor(worker));
        var coordinator =
                configs.coordinatorConfig()
                        .clientVersionConfig(ClientVersionConfig.CLIENT_VERSION_CONFIG_3X)
                        .parentShardPollIntervalMillis(500)
                        .shardConsumerDispatchPollIntervalMillis(200);
        var leases =
                configs.leaseManagementConfig()
                        .failoverTimeMillis(2_000)
                        // Three that fail in a row cost the leader its lock, for two minutes.
                        .leaseAssignmentIntervalMillis(4_000L)
                        .shardSyncIntervalMillis(2_000);
        leases.workerUtilizationAwareAssignmentConfig()
                // Otherwise it asks the cloud's machine for its figures.
                .disableWorkerMetrics(true)
                .inMemoryWorkerMetricsCaptureFrequencyMillis(500)
                // A worker that has not reported gets no shard.
                .workerMetricsReporterFreqInMillis(1_000);
        var metrics =
                configs.metricsConfig()
                        .metricsLevel(MetricsLevel.NONE)
                        .metricsFactory(new NullMetricsFactory());
        var polling = new DynamoDBStreamsPollingConfig(adapter).idleTimeBetweenReadsInMillis(200);
        var retrieval = configs.retrievalConfig().retrievalSpecificConfig(polling);
        return StreamsSchedulerFactory.createScheduler(
                configs.checkpointConfig(),
                coordinator,
                leases,
                configs.lifecycleConfig(),
                metrics,
                configs.processorConfig(),
                retrieval,
                adapter);
    }

    private String createTable(DynamoDbClient client) {
        return client.createTable(
                        r ->
                                r.tableName(TABLE)
                                        .billingMode(BillingMode.PAY_PER_REQUEST)
                                        .attributeDefinitions(
                                                a ->
                                                        a.attributeName("id")
                                                                .attributeType(
                                                                        ScalarAttributeType.S))
                                        .keySchema(
                                                k -> k.attributeName("id").keyType(KeyType.HASH))
                                        .streamSpecification(
                                                s ->
                                                        s.streamEnabled(true)
                                                                .streamViewType(
                                                                        StreamViewType.NEW_IMAGE)))
                .tableDescription()
                .latestStreamArn();
    }

    private Process start() throws IOException {
        var command =
                List.of(
                        home.resolve("penstock").toString(),
                        "serve",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        work.resolve("data").toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(work.resolve("server.log").toFile()));
        builder.environment().put("PENSTOCK_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().put("PENSTOCK_STREAM_ROLL", ROLL);
        Process process = builder.start();
        await("the server is ready", this::isReady);
        return process;
    }

    private boolean isReady() {
        try (var http = HttpClient.newHttpClient()) {
            var ready = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
            var request = HttpRequest.newBuilder(ready).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DONE_WITHIN.toNanos();
        say("waiting until " + what);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + DONE_WITHIN + ": " + what);
            }
            pause(Duration.ofMillis(100));
        }
    }

    private void writeOn(String until) {
        say("writing until " + until);
        pause(Duration.ofSeconds(seconds).dividedBy(PHASES));
    }

    private static void say(String what) {
        System.out.printf("%tT %s%n", System.currentTimeMillis(), what);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
