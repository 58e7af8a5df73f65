package dev.penstock.server;

import dev.penstock.publish.kafka.KafkaSinks;
import dev.penstock.telemetry.CallMetrics;
import dev.penstock.telemetry.DatabaseMetrics;
import dev.penstock.telemetry.ExportCheck;
import dev.penstock.telemetry.ExportMetrics;
import dev.penstock.telemetry.NodeState;
import dev.penstock.telemetry.WellnessCheck;
import dev.penstock.wire.Backend;
import dev.penstock.wire.DynamoDbEndpoint;
import dev.penstock.wire.EndpointEnvironment;
import dev.penstock.wire.EndpointSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.health.api.Wellness;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a node starts and stops: listen (and answer 503), recover, be ready; then,
 * told to stop, drain, close the database, end. Runs on the main thread.
 */
@Singleton
public final class PenstockServer implements QuarkusApplication {
    private static final long POLL_MILLIS = 5;

    private final Vertx vertx;
    private final NodeState state;
    private final CallMetrics calls;
    private final DatabaseMetrics databaseMetrics;
    private final WellnessCheck wellness;
    private final ExportMetrics exportMetrics;
    private final ExportCheck exportCheck;
    private final KafkaSinks kafka;

    /**
     * Null while recovering and once stopping. Written by the main thread; the event loops see the
     * database whole, because it is written after it was opened.
     */
    private volatile @Nullable Backend serving;

    /** What there is to close. Set by the main thread, taken by the one that stops. */
    private final AtomicReference<@Nullable Opened> opened = new AtomicReference<>();

    /**
     * Whether being told to stop is a good end: from the beginning of the start, unless it fails.
     * Written by the main thread, read by the one that stops.
     */
    private volatile boolean endsWell;

    @Inject
    PenstockServer(
            Vertx vertx,
            NodeState state,
            CallMetrics calls,
            DatabaseMetrics databaseMetrics,
            @Wellness WellnessCheck wellness,
            ExportMetrics exportMetrics,
            @Wellness ExportCheck exportCheck,
            KafkaSinks kafka) {
        this.vertx = vertx;
        this.state = state;
        this.calls = calls;
        this.databaseMetrics = databaseMetrics;
        this.wellness = wellness;
        this.exportMetrics = exportMetrics;
        this.exportCheck = exportCheck;
        this.kafka = kafka;
    }

    static int eventLoops(Configuration configuration) {
        int loops = configuration.get(Settings.EVENT_LOOPS);
        return loops > 0 ? loops : Runtime.getRuntime().availableProcessors();
    }

    @Override
    public int run(String... arguments) {
        endsWell = true;
        try {
            var configuration = Configuration.ofArguments(arguments);
            var memory = MemoryPlan.of(configuration, Runtime.getRuntime().maxMemory());
            var environment =
                    new EndpointEnvironment(calls, SplittableRandom::new, System::nanoTime);
            var endpoint = endpoint(configuration, memory, environment);
            var listener = Listener.open(vertx, configuration, memory, endpoint, environment);
            var node = Node.open(configuration, memory);
            node.beginExports(configuration, memory, kafka);
            databaseMetrics.show(node.database());
            databaseMetrics.show(node.backend().streams());
            databaseMetrics.show(node.backend().subscriptions());
            exportMetrics.show(node.backend().exports());
            exportCheck.show(node.backend().exports());
            wellness.show(node.database());
            serving = node.backend();
            opened.set(new Opened(endpoint, node, configuration.get(Settings.DRAIN_TIMEOUT)));
            state.enter(NodeState.Phase.READY);
            StartMessage.print(configuration, listener.port(), node.database());
            Quarkus.waitForExit();
            return ExitCode.OK.number();
        } catch (StartFailure e) {
            endsWell = false;
            System.err.println("penstock: " + e.sentence());
            System.err.flush();
            return end(e.code());
        } catch (RuntimeException e) {
            endsWell = false;
            throw e;
        }
    }

    /**
     * Told to stop, by SIGTERM or Ctrl-C. Quarkus has closed the management port, and ends nothing
     * else before this returns: what was accepted is answered before the connections go.
     */
    void stop(@Observes ShutdownEvent event) throws Exception {
        if (!endsWell) {
            return;
        }
        Opened parts = opened.get();
        if (parts != null) {
            state.enter(NodeState.Phase.DRAINING);
            serving = null;
            parts.node.close();
            parts.awaitAnswersTaken();
            System.out.println("Stopped: everything acknowledged is kept.");
            System.out.flush();
        }
        // Quarkus would end with 143. All is closed, or recovery was cut short, which does no harm.
        end(ExitCode.OK);
    }

    /**
     * The last thing that happens. The sockets are left to the kernel: while Vert.x closes a server
     * it still accepts, on loops that are gone, and a trace for each client that connects would
     * bury the last words.
     */
    private static int end(ExitCode code) {
        Runtime.getRuntime().halt(code.number());
        return code.number();
    }

    private DynamoDbEndpoint endpoint(
            Configuration configuration, MemoryPlan memory, EndpointEnvironment environment) {
        return new DynamoDbEndpoint(
                () -> serving,
                new EndpointSettings(
                        configuration.get(Settings.REGION),
                        configuration.get(Settings.ACCOUNT_ID),
                        Math.toIntExact(configuration.get(Settings.REQUEST_BYTES)),
                        memory.bodiesBytes(),
                        memory.answersBytes()),
                environment);
    }

    private record Opened(DynamoDbEndpoint endpoint, Node node, Duration drainTimeout) {
        void awaitAnswersTaken() throws InterruptedException {
            long deadlineNanos = System.nanoTime() + drainTimeout.toNanos();
            var subscriptions = node.backend().subscriptions();
            while ((!endpoint.isIdle() || subscriptions.subscribers() > 0)
                    && System.nanoTime() < deadlineNanos) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }
}
