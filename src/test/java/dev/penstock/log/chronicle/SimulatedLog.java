package dev.penstock.log.chronicle;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The log in files of a simulated disk: only the queue library is replaced. */
public final class SimulatedLog {
    private SimulatedLog() {}

    public static ChronicleLog open(
            Path directory,
            ChronicleLogSettings settings,
            RandomGenerator random,
            Executor background) {
        var ports =
                new ChronicleLog.Ports(
                        random, background, (epoch, _) -> new SimulatedAppender(epoch, random));
        return ChronicleLog.open(directory, settings, ports);
    }
}
