package dev.penstock.entry;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

/** Vert.x alone: what every entry is measured against. */
public final class BareVertx {
    private BareVertx() {}

    public static void main(String... arguments) {
        var vertx =
                Vertx.vertx(
                        new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(8100))
                .requestHandler(new Answer())
                .listen();
    }
}
