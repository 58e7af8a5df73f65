package dev.penstock.server;

import picocli.CommandLine.Command;

/** What {@code ./penstock --help} shows. */
@Command(
        name = "penstock",
        description = "A DynamoDB-compatible streaming database that anyone can run.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        subcommands = picocli.CommandLine.HelpCommand.class,
        exitCodeOnInvalidInput = 64,
        exitCodeOnExecutionException = 70,
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {
            "",
            "Without a command, or with options alone, it serves.",
            "From a source tree also: build, test [--all|--reliability]."
        })
final class PenstockCommand {}
