package dev.penstock.server;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Settles the settings, hands Quarkus its own, and runs the server until it is told to stop. */
@Command(
        name = "serve",
        description = "Serve DynamoDB's API (the default command).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeOnInvalidInput = 64,
        exitCodeOnExecutionException = 70)
final class ServeCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new ServeCommand());
        SettingOptions.add(commandLine.getCommandSpec(), Settings.ALL);
        SettingOptions.addIgnored(commandLine.getCommandSpec());
        return commandLine;
    }

    @Override
    public Integer call() {
        return run(SettingOptions.resolve(Objects.requireNonNull(spec)));
    }

    /** Serves until the server is told to stop; returns the exit code. */
    static int run(Configuration configuration) {
        configureQuarkus(configuration);
        var exit = new AtomicInteger();
        Quarkus.run(
                PenstockServer.class,
                (code, failure) -> exit.set(failure == null ? code : report(failure)),
                configuration.toArguments().toArray(String[]::new));
        return exit.get();
    }

    /**
     * The server ended by an exception: told as one sentence, with the trace if it is our fault.
     */
    private static int report(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // What can fail with I/O before our own code runs is the management port alone.
            if (cause.getCause() instanceof IOException reason) {
                System.err.println("penstock: " + cause.getMessage() + ": " + reason.getMessage());
                return ExitCode.NOT_LISTENING.number();
            }
        }
        System.err.println("penstock: " + failure);
        failure.printStackTrace();
        return ExitCode.INTERNAL.number();
    }

    private static void configureQuarkus(Configuration configuration) {
        System.setProperty("quarkus.management.host", NetworkAddress.management(configuration));
        System.setProperty(
                "quarkus.management.port",
                Integer.toString(configuration.get(Settings.MANAGEMENT_PORT)));
        System.setProperty(
                "quarkus.vertx.event-loops-pool-size",
                Integer.toString(PenstockServer.eventLoops(configuration)));
        System.setProperty(
                "quarkus.log.category.\"dev.penstock\".level",
                configuration.get(Settings.LOG_LEVEL));
    }
}
