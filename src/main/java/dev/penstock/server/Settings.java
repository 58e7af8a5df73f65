package dev.penstock.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every setting there is. docs/configuration.md is made from this list, and checked against it. */
final class Settings {
    static final Setting<String> HOST =
            new Setting<>(
                    "penstock.host",
                    "127.0.0.1",
                    ValueType.text("a host name or an address", "[^\\s/]+"),
                    "Address of the DynamoDB endpoint. Signatures are not verified yet, so any"
                            + " address but loopback lets everyone in who reaches it; the start"
                            + " warns of it.");

    static final Setting<Integer> PORT =
            new Setting<>(
                    "penstock.port",
                    "8000",
                    ValueType.integer(0, 65_535),
                    "Port of the DynamoDB endpoint; 0 takes any free one and prints it.");

    static final Setting<Path> DATA =
            new Setting<>(
                    "penstock.data",
                    "./data",
                    ValueType.directory(),
                    "Where everything is kept. One process at a time.");

    static final Setting<Boolean> IN_MEMORY =
            new Setting<>(
                    "penstock.in-memory",
                    "false",
                    ValueType.flag(),
                    "Keep nothing: no file is written, and everything is gone at the end.");

    static final Setting<String> MANAGEMENT_HOST =
            new Setting<>(
                    "penstock.management.host",
                    "",
                    ValueType.text(
                            "a host name or an address; empty: as `penstock.host`", "[^\\s/]*"),
                    "Address of the management endpoint: health and metrics.");

    static final Setting<Integer> MANAGEMENT_PORT =
            new Setting<>(
                    "penstock.management.port",
                    "9000",
                    ValueType.integer(0, 65_535),
                    "Port of `/q/health/live`, `/q/health/ready`, `/q/health/started`,"
                            + " `/q/health/well` and `/q/metrics`.");

    static final Setting<String> REGION =
            new Setting<>(
                    "penstock.region",
                    "us-east-1",
                    ValueType.text("an AWS region's name", "[a-z0-9-]{3,30}"),
                    "Region that ARNs name. Requests signed for another one are accepted.");

    static final Setting<String> ACCOUNT_ID =
            new Setting<>(
                    "penstock.account-id",
                    "000000000000",
                    ValueType.text("12 digits", "\\d{12}"),
                    "Account that ARNs name.");

    static final Setting<Integer> EVENT_LOOPS =
            new Setting<>(
                    "penstock.event-loops",
                    "0",
                    ValueType.integer(0, 256),
                    "Threads that serve connections and do all reads; 0: one per processor.");

    static final Setting<Duration> DRAIN_TIMEOUT =
            new Setting<>(
                    "penstock.drain-timeout",
                    "30s",
                    ValueType.duration("0s", "1h"),
                    "How long SIGTERM waits for requests that are under way.");

    static final Setting<Integer> CONNECTIONS =
            new Setting<>(
                    "penstock.connections",
                    "0",
                    ValueType.integer(0, 1_000_000),
                    "Most connections of clients; one more is closed as soon as it is open. 0: one"
                            + " for each 24 KiB of heap, and 512 less than the process may open"
                            + " files (or half of those, if that is more): the log needs some.");

    static final Setting<Duration> HEADER_TIMEOUT =
            new Setting<>(
                    "penstock.header-timeout",
                    "10s",
                    ValueType.duration("100ms", "1h"),
                    "From a request's first byte to the end of its headers; then 408.");

    static final Setting<Duration> BODY_TIMEOUT =
            new Setting<>(
                    "penstock.body-timeout",
                    "30s",
                    ValueType.duration("100ms", "1h"),
                    "From a request's headers to the end of its body, and a second more for each"
                            + " 16 KiB that came; then 408. While half of the memory for bodies or"
                            + " answers is taken: 2 seconds, and one more for each 256 KiB.");

    static final Setting<Duration> ANSWER_TIMEOUT =
            new Setting<>(
                    "penstock.answer-timeout",
                    "30s",
                    ValueType.duration("100ms", "1h"),
                    "How long a client may take less than 16 KiB a second of an answer; then it is"
                            + " cut off. While half of the memory for bodies or answers is taken: 2"
                            + " seconds, and 256 KiB a second.");

    static final Setting<Duration> IDLE_TIMEOUT =
            new Setting<>(
                    "penstock.idle-timeout",
                    "5m",
                    ValueType.duration("100ms", "24h"),
                    "How long a connection may be open without a request; then it is closed. SDKs"
                            + " close theirs after 5 to 90 seconds.");

    static final Setting<Long> REQUEST_BYTES =
            new Setting<>(
                    "penstock.request-bytes",
                    "16MiB",
                    ValueType.bytes("512KiB", "64MiB"),
                    "Longest request body, as sent or as decompressed; a longer one is answered"
                            + " with 413.");

    static final Setting<Long> REQUESTS_IN_FLIGHT_BYTES =
            new Setting<>(
                    "penstock.requests-in-flight-bytes",
                    "0",
                    ValueType.bytesOrZero("16MiB", "64GiB"),
                    "All request bodies held at one moment; more is throttled. 0: an eighth of the"
                            + " heap, 32MiB at least and 256MiB at most.");

    static final Setting<Long> ANSWERS_IN_FLIGHT_BYTES =
            new Setting<>(
                    "penstock.answers-in-flight-bytes",
                    "0",
                    ValueType.bytesOrZero("16MiB", "64GiB"),
                    "All answers built but not yet taken by their clients; more is throttled. 0: an"
                            + " eighth of the heap, 32MiB at least and 256MiB at most.");

    static final Setting<Integer> PARTITIONS =
            new Setting<>(
                    "penstock.partitions",
                    "4",
                    ValueType.integer(1, 256),
                    "Hash ranges that every table is spread over. Fixed when the data directory is"
                            + " made; a directory made with another number is refused.");

    static final Setting<Long> INBOX_BYTES =
            new Setting<>(
                    "penstock.inbox-bytes",
                    "0",
                    ValueType.bytesOrZero("1MiB", "16GiB"),
                    "Writes waiting for the writer; more is throttled. 0: a thirty-second part of"
                            + " the heap, 8MiB at least and 64MiB at most.");

    static final Setting<Integer> BATCH_COMMANDS =
            new Setting<>(
                    "penstock.batch-commands",
                    "1024",
                    ValueType.integer(1, 65_536),
                    "Most writes that one sync of the log covers.");

    static final Setting<Long> BATCH_BYTES =
            new Setting<>(
                    "penstock.batch-bytes",
                    "4MiB",
                    ValueType.bytes("512KiB", "16MiB"),
                    "Most bytes of writes that one sync of the log covers; a single larger write"
                            + " goes alone.");

    static final Setting<Integer> HEAP_WATERMARK_PERCENT =
            new Setting<>(
                    "penstock.heap-watermark-percent",
                    "70",
                    ValueType.integer(10, 95),
                    "Share that items may take of the heap, less 96 MiB for the JVM and young"
                        + " objects and less all that may be in flight (bodies, answers and the"
                        + " inbox), an eighth of the heap at least. Old items that a running"
                        + " snapshot still holds count. Above it writes that grow are throttled,"
                        + " while reads and deletes go on.");

    static final Setting<Long> SEGMENT_BYTES =
            new Setting<>(
                    "penstock.segment-bytes",
                    "256MiB",
                    ValueType.bytes("1MiB", "1GiB"),
                    "Size at which the log rolls to its next segment. Puts and updates are refused"
                            + " while the disk has less than two segments and room for the next"
                            + " two snapshots left, less what the first of them replaces; deletes"
                            + " once the next segment would not fit.");

    static final Setting<Integer> SNAPSHOT_SEGMENTS =
            new Setting<>(
                    "penstock.snapshot-segments",
                    "4",
                    ValueType.integer(1, 1_000),
                    "A snapshot is taken after this many segments were filled.");

    static final Setting<Duration> SNAPSHOT_INTERVAL =
            new Setting<>(
                    "penstock.snapshot-interval",
                    "10m",
                    ValueType.duration("1s", "24h"),
                    "A snapshot is taken when the last one is this old and something was written.");

    static final Setting<Duration> SNAPSHOT_DEADLINE =
            new Setting<>(
                    "penstock.snapshot-deadline",
                    "1h",
                    ValueType.duration("1s", "24h"),
                    "A snapshot that takes longer is given up: what it held is released, health"
                            + " shows it, and another one is tried.");

    static final Setting<Long> FEED_BYTES =
            new Setting<>(
                    "penstock.feed-bytes",
                    "0",
                    ValueType.bytesOrZero("1MiB", "16GiB"),
                    "Changes of tables with indexes or a time to live that are kept in memory until"
                            + " the indexes have them; an index that is further behind compares"
                            + " trees instead. 0: a"
                            + " sixty-fourth part of the heap, 4MiB at least and 64MiB at most.");

    static final Setting<Duration> INDEX_LAG =
            new Setting<>(
                    "penstock.index-lag",
                    "1s",
                    ValueType.duration("10ms", "1h"),
                    "How long an index may lack a write of its table; beyond it more writes to"
                            + " tables with indexes are throttled, until the indexes have caught"
                            + " up.");
    static final Setting<Duration> STREAM_ROLL =
            new Setting<>(
                    "penstock.stream-roll",
                    "4h",
                    ValueType.duration("1s", "24h"),
                    "How long each shard of a stream lasts before its child goes on. Holds for"
                            + " streams that are enabled from then on.");

    static final Setting<Duration> STREAM_RETENTION =
            new Setting<>(
                    "penstock.stream-retention",
                    "24h",
                    ValueType.duration("1s", "8760h"),
                    "How long the records of streams can be read, and for how long a stream that"
                            + " was disabled, or whose table was deleted.");

    static final Setting<Long> STREAM_RETENTION_BYTES =
            new Setting<>(
                    "penstock.stream-retention-bytes",
                    "4GiB",
                    ValueType.bytes("1MiB", "1024GiB"),
                    "Most bytes of log that are kept for streams. Above it, and when the disk"
                            + " becomes short, the oldest records go earlier.");

    static final Setting<Long> STREAM_TAIL_BYTES =
            new Setting<>(
                    "penstock.stream-tail-bytes",
                    "0",
                    ValueType.bytesOrZero("64KiB", "16GiB"),
                    "Memory for the newest records of all streams together; older ones are read"
                            + " from the log. 0: a 32nd of the heap, from 4 MiB to 64 MiB.");

    static final Setting<Duration> TTL_INTERVAL =
            new Setting<>(
                    "penstock.ttl-interval",
                    "1s",
                    ValueType.duration("10ms", "10m"),
                    "How often is looked for items whose time to live has passed; all of them are"
                            + " removed then.");

    static final Setting<Duration> TTL_COOL_DOWN =
            new Setting<>(
                    "penstock.ttl-cool-down",
                    "1h",
                    ValueType.duration("0s", "24h"),
                    "How long after UpdateTimeToLive the same table's setting cannot be changed"
                            + " again; then `ValidationException`, as in DynamoDB.");

    static final Setting<Duration> TTL_CLOCK_PAUSE =
            new Setting<>(
                    "penstock.ttl-clock-pause",
                    "10m",
                    ValueType.duration("0s", "24h"),
                    "How long nothing expires after the clock has leapt more than an hour ahead,"
                            + " from one look to the next or from the last write to the start. A"
                            + " clock that goes back ends it.");
    static final Setting<String> KAFKA_BOOTSTRAP_SERVERS =
            new Setting<>(
                    "penstock.kafka-bootstrap-servers",
                    "",
                    ValueType.text("host:port, several separated by commas; or empty", "[^\\s]*"),
                    "Kafka brokers, for Kinesis streaming destinations (`docs/kafka.md`). Empty:"
                            + " nothing is exported, and nobody is called.");

    static final Setting<String> KAFKA_FORMAT =
            new Setting<>(
                    "penstock.kafka-format",
                    "dynamodb",
                    ValueType.text("`dynamodb` or `debezium`", "dynamodb|debezium"),
                    "How changes are written to Kafka: as DynamoDB writes them to Kinesis, or as"
                            + " Debezium's envelopes.");

    static final Setting<String> KAFKA_PROPERTIES =
            new Setting<>(
                    "penstock.kafka-properties",
                    "",
                    ValueType.text("a file; or empty", ".*"),
                    "Properties of the Kafka client, in a file: TLS and SASL, compression."
                            + " What order and delivery depend on is not taken from it.");

    static final Setting<Long> KAFKA_BUFFER_BYTES =
            new Setting<>(
                    "penstock.kafka-buffer-bytes",
                    "0",
                    ValueType.bytesOrZero("1MiB", "16GiB"),
                    "Memory for changes on their way to Kafka, of all destinations together; the"
                            + " others wait in the log. 0: a 32nd of the heap, from 4 MiB to 64"
                            + " MiB, if brokers are set.");

    static final Setting<Integer> SUBSCRIBERS =
            new Setting<>(
                    "penstock.subscribers",
                    "0",
                    ValueType.integer(0, 1_000_000),
                    "Most subscribers to changes at once (`GET /streams/{table}/changes`); one more"
                            + " is throttled. 0: one for each 256 KiB of heap, 10,000 at most.");

    static final Setting<String> LOG_LEVEL =
            new Setting<>(
                    "penstock.log-level",
                    "INFO",
                    ValueType.text(
                            "`ERROR`, `WARN`, `INFO`, `DEBUG` or `TRACE`",
                            "ERROR|WARN|INFO|DEBUG|TRACE"),
                    "Least severity of Penstock's own log lines on standard output.");

    /** In the order of the documentation. */
    static final List<Setting<?>> ALL =
            List.of(
                    HOST,
                    PORT,
                    DATA,
                    IN_MEMORY,
                    MANAGEMENT_HOST,
                    MANAGEMENT_PORT,
                    REGION,
                    ACCOUNT_ID,
                    EVENT_LOOPS,
                    DRAIN_TIMEOUT,
                    CONNECTIONS,
                    HEADER_TIMEOUT,
                    BODY_TIMEOUT,
                    ANSWER_TIMEOUT,
                    IDLE_TIMEOUT,
                    REQUEST_BYTES,
                    REQUESTS_IN_FLIGHT_BYTES,
                    ANSWERS_IN_FLIGHT_BYTES,
                    PARTITIONS,
                    INBOX_BYTES,
                    BATCH_COMMANDS,
                    BATCH_BYTES,
                    HEAP_WATERMARK_PERCENT,
                    SEGMENT_BYTES,
                    SNAPSHOT_SEGMENTS,
                    SNAPSHOT_INTERVAL,
                    SNAPSHOT_DEADLINE,
                    FEED_BYTES,
                    INDEX_LAG,
                    STREAM_ROLL,
                    STREAM_RETENTION,
                    STREAM_RETENTION_BYTES,
                    STREAM_TAIL_BYTES,
                    TTL_INTERVAL,
                    TTL_COOL_DOWN,
                    TTL_CLOCK_PAUSE,
                    SUBSCRIBERS,
                    KAFKA_BOOTSTRAP_SERVERS,
                    KAFKA_FORMAT,
                    KAFKA_PROPERTIES,
                    KAFKA_BUFFER_BYTES,
                    LOG_LEVEL);

    private Settings() {}
}
