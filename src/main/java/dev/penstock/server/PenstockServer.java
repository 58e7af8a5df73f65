package dev.penstock.server;

import dev.penstock.partition.Database;
import dev.penstock.telemetry.CallMetrics;
import dev.penstock.telemetry.NodeState;
import dev.penstock.wire.DynamoDbEndpoint;
import dev.penstock.wire.EndpointEnvironment;
import dev.penstock.wire.EndpointSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a node starts and stops: listen (and answer 503), recover, be ready; then,
 * told to stop, drain, close the database, end. Runs on the main thread.
 */
@Singleton
public final class PenstockServer implements QuarkusApplication {
    private final Vertx vertx;
    private final NodeState state;
    private final CallMetrics calls;

    /**
     * Null while recovering and once stopping. Written by the main thread; the event loops see the
     * database whole, because it is written after it was opened.
     */
    private volatile @Nullable Database serving;

    @Inject
    PenstockServer(Vertx vertx, NodeState state, CallMetrics calls) {
        this.vertx = vertx;
        this.state = state;
        this.calls = calls;
    }

    static int eventLoops(Configuration configuration) {
        int loops = configuration.get(Settings.EVENT_LOOPS);
        return loops > 0 ? loops : Runtime.getRuntime().availableProcessors();
    }

    @Override
    public int run(String... arguments) throws Exception {
        try {
            serve(Configuration.ofArguments(arguments));
            return ExitCode.OK.number();
        } catch (StartFailure e) {
            System.err.println("penstock: " + e.sentence());
            return e.code().number();
        }
    }

    private void serve(Configuration configuration) throws Exception {
        var listener = Listener.open(vertx, configuration, endpoint(configuration));
        var node = Node.open(configuration);
        serving = node.database();
        state.enter(NodeState.Phase.READY);
        StartMessage.print(configuration, listener.port(), node.database());
        Quarkus.waitForExit();
        stop(configuration, listener, node);
        // Quarkus would end the process with 143 after SIGTERM; all is closed, so it is a success.
        Runtime.getRuntime().halt(ExitCode.OK.number());
    }

    /** What was accepted is answered before the connections go. */
    private void stop(Configuration configuration, Listener listener, Node node) throws Exception {
        state.enter(NodeState.Phase.DRAINING);
        long timeoutMillis = configuration.get(Settings.DRAIN_TIMEOUT).toMillis();
        serving = null;
        node.close();
        listener.close(timeoutMillis);
        System.out.println("Stopped: everything acknowledged is on disk.");
        System.out.flush();
    }

    private DynamoDbEndpoint endpoint(Configuration configuration) {
        return new DynamoDbEndpoint(
                () -> serving,
                new EndpointSettings(
                        configuration.get(Settings.REGION),
                        configuration.get(Settings.ACCOUNT_ID),
                        Math.toIntExact(configuration.get(Settings.REQUEST_BYTES)),
                        configuration.get(Settings.REQUESTS_IN_FLIGHT_BYTES),
                        configuration.get(Settings.ANSWERS_IN_FLIGHT_BYTES)),
                new EndpointEnvironment(calls, SplittableRandom::new, System::nanoTime));
    }
}
