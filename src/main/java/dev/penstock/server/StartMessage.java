package dev.penstock.server;

import dev.penstock.partition.Database;
import dev.penstock.partition.RecoveryReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the start prints for a person: where the server listens and how to talk to it. */
final class StartMessage {
    private StartMessage() {}

    static void print(Configuration configuration, int port, Database database) {
        String host = configuration.get(Settings.HOST);
        String reachable = NetworkAddress.isWildcard(host) ? "127.0.0.1" : host;
        String url = "http://" + NetworkAddress.inUrl(reachable) + ":" + port;
        System.out.println(
                """
                Penstock %s listens on %s
                  data        %s
                  recovered   %s
                  management  http://%s:%d/q/health, /q/metrics
                  try         export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=%s
                              aws dynamodb list-tables --endpoint-url %s\
                """
                        .formatted(
                                versions().getProperty("version"),
                                "http://" + NetworkAddress.inUrl(host) + ":" + port,
                                data(configuration),
                                recovered(database.recovery()),
                                NetworkAddress.inUrl(NetworkAddress.management(configuration)),
                                configuration.get(Settings.MANAGEMENT_PORT),
                                configuration.get(Settings.REGION),
                                url));
        for (String finding : database.recovery().snapshotFindings()) {
            System.out.println("WARNING: a snapshot is damaged and was passed over: " + finding);
        }
        if (!NetworkAddress.isLoopback(host)) {
            System.out.println(
                    "WARNING: signatures are not verified yet: whoever reaches "
                            + host
                            + " can read and change everything.");
        }
    }

    private static String recovered(RecoveryReport report) {
        if (report.snapshotSequence() == 0 && report.commits() == 0) {
            return "nothing: this is a new database";
        }
        return "%,d items in %,d ms, from a snapshot at commit %d and %,d commits of the log"
                .formatted(
                        report.items(),
                        report.durationMicros() / 1_000,
                        report.snapshotSequence(),
                        report.commits());
    }

    private static String data(Configuration configuration) {
        return configuration.get(Settings.IN_MEMORY)
                ? "in memory: gone when the server stops"
                : configuration.get(Settings.DATA).toAbsolutePath().normalize().toString();
    }

    /** Of Penstock and Quarkus. */
    static Properties versions() {
        var versions = new Properties();
        try (var stream = StartMessage.class.getResourceAsStream("version.properties")) {
            versions.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
