package dev.penstock.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks a running server's management port whether it is ready. Needs no shell and no curl. */
@Command(
        name = "healthcheck",
        description = "Succeed if the server on this machine is ready.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeOnInvalidInput = 64,
        exitCodeOnExecutionException = 70)
final class HealthcheckCommand implements Callable<Integer> {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final List<Setting<?>> SETTINGS =
            List.of(Settings.HOST, Settings.MANAGEMENT_HOST, Settings.MANAGEMENT_PORT);

    @Spec private @Nullable CommandSpec spec;

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new HealthcheckCommand());
        SettingOptions.add(commandLine.getCommandSpec(), SETTINGS);
        return commandLine;
    }

    @Override
    public Integer call() {
        var configuration = SettingOptions.resolve(Objects.requireNonNull(spec));
        var url =
                "http://%s:%d/q/health/ready"
                        .formatted(
                                host(configuration), configuration.get(Settings.MANAGEMENT_PORT));
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            System.out.println(status == 200 ? "ready" : "not ready");
            return (status == 200 ? ExitCode.OK : ExitCode.UNHEALTHY).number();
        } catch (IOException e) {
            System.out.println("nothing answers at " + url);
            return ExitCode.UNHEALTHY.number();
        }
    }

    /** A wildcard address is listened on, but nothing can be sent to it. */
    private static String host(Configuration configuration) {
        String host = NetworkAddress.management(configuration);
        return NetworkAddress.isWildcard(host) ? "127.0.0.1" : NetworkAddress.inUrl(host);
    }
}
