package dev.penstock.entry;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The entries that Quarkus offers, side by side in one process; the path or port chooses. */
@Singleton
public final class Entries {
    private final Answer answer = new Answer();

    /** Quarkus' own server, a route on its router. */
    void observeRouter(@Observes Router router) {
        router.post("/router").handler(context -> answer.handle(context.request()));
    }

    /** Quarkus' own server, before any route is looked for. */
    void observeFilters(@Observes Filters filters) {
        filters.register(
                context -> {
                    if ("/filter".equals(context.request().path())) {
                        answer.handle(context.request());
                    } else {
                        context.next();
                    }
                },
                10_000);
    }

    /** A server of our own on the Vert.x that Quarkus runs. */
    void listen(@Observes StartupEvent started, Vertx vertx) {
        vertx.deployVerticle(ManagedServer::new, new DeploymentOptions().setInstances(1))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static final class ManagedServer extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(8102))
                    .requestHandler(new Answer())
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
