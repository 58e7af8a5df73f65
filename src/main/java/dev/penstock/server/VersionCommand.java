package dev.penstock.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
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
        var versions = versions();
        return new String[] {
            "Penstock " + versions.getProperty("version"),
            "Java " + Runtime.version() + ", Quarkus " + versions.getProperty("quarkus")
        };
    }

    static Properties versions() {
        var versions = new Properties();
        try (var stream = VersionCommand.class.getResourceAsStream("version.properties")) {
            versions.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
