package dev.penstock.server;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Entry point of every command. Only {@code serve} boots Quarkus. */
@QuarkusMain
public final class Main {
    private static final List<String> COMMANDS =
            List.of(
                    "serve",
                    "healthcheck",
                    "verify",
                    "version",
                    "help",
                    "--help",
                    "-h",
                    "--version");

    private Main() {}

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        try {
            var options = PlainOptions.of(arguments);
            return options == null
                    ? PenstockCommand.commandLine().execute(withCommand(arguments))
                    : ServeCommand.run(Configuration.ofProcess(options));
        } catch (StartFailure e) {
            return e.report();
        } catch (RuntimeException e) {
            e.printStackTrace();
            return ExitCode.INTERNAL.number();
        }
    }

    /** Options alone mean {@code serve}. */
    private static String[] withCommand(String... arguments) {
        if (arguments.length > 0
                && (COMMANDS.contains(arguments[0]) || !arguments[0].startsWith("-"))) {
            return arguments;
        }
        var withServe = new String[arguments.length + 1];
        withServe[0] = "serve";
        System.arraycopy(arguments, 0, withServe, 1, arguments.length);
        return withServe;
    }
}
