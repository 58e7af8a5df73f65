package dev.penstock.server;

import dev.penstock.telemetry.NodeState;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The order in which a node starts and stops: listen (and answer 503), recover, be ready; then,
 * told to stop, drain, close the database, end. Runs on the main thread.
 */
@Singleton
public final class PenstockServer implements QuarkusApplication {
    private final Vertx vertx;
    private final NodeState state;

    @Inject
    PenstockServer(Vertx vertx, NodeState state) {
        this.vertx = vertx;
        this.state = state;
    }

    @Override
    public int run(String... arguments) throws Exception {
        var configuration = Configuration.ofArguments(arguments);
        try {
            serve(configuration);
            return ExitCode.OK.number();
        } catch (StartFailure e) {
            System.err.println("penstock: " + e.sentence());
            return e.code().number();
        }
    }

    private void serve(Configuration configuration) throws Exception {
        var listener =
                Listener.open(
                        vertx,
                        configuration,
                        request -> request.response().setStatusCode(503).end());
        state.enter(NodeState.Phase.READY);
        StartMessage.print(configuration, listener.port());
        Quarkus.waitForExit();
        state.enter(NodeState.Phase.DRAINING);
        listener.close(configuration.get(Settings.DRAIN_TIMEOUT).toMillis());
        System.out.println("Stopped.");
        System.out.flush();
        // Quarkus would end the process with 143 after SIGTERM; all is closed, so this is a
        // success.
        Runtime.getRuntime().halt(ExitCode.OK.number());
    }

    static int eventLoops(Configuration configuration) {
        int loops = configuration.get(Settings.EVENT_LOOPS);
        return loops > 0 ? loops : Runtime.getRuntime().availableProcessors();
    }
}
