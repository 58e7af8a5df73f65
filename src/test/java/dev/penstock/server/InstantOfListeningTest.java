package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.net.impl.VertxEventLoopGroup;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstantOfListeningTest {
    private static final String ACCEPTING = "io.netty.bootstrap.ServerBootstrap";
    private static final String SETTING_UP = "io.netty.channel.ChannelInitializer";

    private final InstantOfListening filter = new InstantOfListening();

    @Test
    void aClientThatComesAfterTheEventLoopsWentIsNotTold() {
        var thrown = catchThrowable(new VertxEventLoopGroup()::next);
        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(filter.isLoggable(record(ACCEPTING, thrown))).isFalse();
    }

    @Test
    void aClientThatComesBeforeTheServerIsSetUpIsNotTold() {
        var thrown = new NullPointerException("sslChannelProvider is null");
        thrown.setStackTrace(
                new StackTraceElement[] {
                    new StackTraceElement(
                            "io.vertx.core.net.impl.TCPServerBase",
                            "lambda$listen$1",
                            "TCPServerBase.java",
                            231)
                });
        assertThat(filter.isLoggable(record(SETTING_UP, thrown))).isFalse();
    }

    @Test
    void whatElseGoesWrongThereIsTold() {
        var ours = new IllegalStateException("a connection's handler failed");
        assertThat(filter.isLoggable(record(SETTING_UP, ours))).isTrue();
        assertThat(filter.isLoggable(record(ACCEPTING, null))).isTrue();
    }

    @Test
    void theSameFailureElsewhereIsTold() {
        var thrown = catchThrowable(new VertxEventLoopGroup()::next);
        assertThat(filter.isLoggable(record("dev.penstock.server", thrown))).isTrue();
    }

    private static LogRecord record(String logger, @Nullable Throwable e) {
        var entry = new LogRecord(Level.WARNING, "Failed");
        entry.setLoggerName(logger);
        entry.setThrown(e);
        return entry;
    }
}
