package dev.penstock.server;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import picocli.CommandLine;

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
            return commandLine().execute(withCommand(arguments));
        } catch (StartFailure e) {
            return report(e);
        }
    }

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new PenstockCommand());
        commandLine.addSubcommand("serve", ServeCommand.commandLine());
        commandLine.addSubcommand("healthcheck", HealthcheckCommand.commandLine());
        commandLine.addSubcommand("verify", VerifyCommand.commandLine());
        commandLine.addSubcommand("version", new VersionCommand());
        commandLine.setExecutionExceptionHandler(
                (e, command, result) -> {
                    if (e instanceof StartFailure failure) {
                        return report(failure);
                    }
                    throw e;
                });
        commandLine.setParameterExceptionHandler(
                (e, parsed) -> {
                    var err = e.getCommandLine().getErr();
                    String command = e.getCommandLine().getCommandSpec().qualifiedName();
                    err.println("penstock: " + e.getMessage());
                    err.println("Try: " + command + " --help");
                    return ExitCode.USAGE.number();
                });
        return commandLine;
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

    private static int report(StartFailure failure) {
        System.err.println("penstock: " + failure.sentence());
        return failure.code().number();
    }
}
