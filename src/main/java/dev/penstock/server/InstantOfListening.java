package dev.penstock.server;

import io.quarkus.logging.LoggingFilter;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps quiet about clients that connect in the instant in which Vert.x begins or ends to listen.
 * Its socket accepts a little too early (the server's TLS settings, which are none, are not stored
 * yet) and a little too long (its event loops are taken away first): such a client is cut off, as
 * it would be if the port were closed, but each costs a warning with a trace. A crowd of them would
 * bury what the server says at its start and at its end. Any thread.
 */
@LoggingFilter(name = InstantOfListening.NAME)
public final class InstantOfListening implements Filter {
    /** As {@code application.properties} names it. */
    static final String NAME = "instant-of-listening";

    private static final Set<String> WARNING =
            Set.of("io.netty.bootstrap.ServerBootstrap", "io.netty.channel.ChannelInitializer");
    private static final Set<String> THROWING =
            Set.of(
                    "io.vertx.core.net.impl.TCPServerBase",
                    "io.vertx.core.net.impl.VertxEventLoopGroup");

    @Override
    public boolean isLoggable(LogRecord entry) {
        Throwable thrown = entry.getThrown();
        return thrown == null || !WARNING.contains(entry.getLoggerName()) || !isCutOff(thrown);
    }

    private static boolean isCutOff(Throwable thrown) {
        var trace = thrown.getStackTrace();
        return trace.length > 0 && THROWING.contains(trace[0].getClassName());
    }
}
