package dev.penstock.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./penstock --help} shows. */
@Command(
        name = "penstock",
        description = "A DynamoDB-compatible streaming database that anyone can run.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        subcommands = CommandLine.HelpCommand.class,
        exitCodeOnInvalidInput = 64,
        exitCodeOnExecutionException = 70,
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {
            "",
            "Without a command, or with options alone, it serves.",
            "From a source tree also: build, test [--all|--reliability]."
        })
final class PenstockCommand {
    private PenstockCommand() {}

    /** All commands. */
    static CommandLine commandLine() {
        var commandLine = new CommandLine(new PenstockCommand());
        commandLine.addSubcommand("serve", ServeCommand.commandLine());
        commandLine.addSubcommand("healthcheck", HealthcheckCommand.commandLine());
        commandLine.addSubcommand("verify", VerifyCommand.commandLine());
        commandLine.addSubcommand("version", new VersionCommand());
        commandLine.setExecutionExceptionHandler(
                (e, command, result) -> {
                    if (e instanceof StartFailure failure) {
                        return failure.report();
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
}
