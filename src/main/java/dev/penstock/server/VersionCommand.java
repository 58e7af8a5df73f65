package dev.penstock.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Says which Penstock this is, and on which Java. */
@Command(
        name = "version",
        description = "Print the versions of Penstock, Java and Quarkus.",
        mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Override
    public Integer call() {
        for (String line : getVersion()) {
            System.out.println(line);
        }
        return ExitCode.OK.number();
    }

    @Override
    public String[] getVersion() {
        var versions = StartMessage.versions();
        return new String[] {
            "Penstock " + versions.getProperty("version"),
            "Java " + Runtime.version() + ", Quarkus " + versions.getProperty("quarkus")
        };
    }
}
