package dev.penstock.server;

import dev.penstock.log.chronicle.LogReport;
import dev.penstock.snapshot.SnapshotFinding;
import dev.penstock.snapshot.SnapshotVerification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks every batch of the log and every snapshot of a stopped server. Alters nothing. */
@Command(
        name = "verify",
        description = "Check every batch and snapshot in the data directory of a stopped server.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeOnInvalidInput = 64,
        exitCodeOnExecutionException = 70)
final class VerifyCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new VerifyCommand());
        SettingOptions.add(commandLine.getCommandSpec(), List.of(Settings.DATA));
        return commandLine;
    }

    @Override
    public Integer call() throws IOException {
        var command = Objects.requireNonNull(spec);
        var configuration = SettingOptions.resolve(command);
        var out = command.commandLine().getOut();
        try (var directory = DataDirectory.openExisting(configuration.get(Settings.DATA))) {
            boolean sound = printLog(LogReport.of(directory.log()), out);
            sound &= printSnapshots(SnapshotVerification.verify(directory.snapshots()), out);
            out.println(sound ? "all is well" : "DAMAGED");
            return (sound ? ExitCode.OK : ExitCode.DAMAGED).number();
        }
    }

    private static boolean printLog(LogReport log, PrintWriter out) {
        out.printf(
                "log: %,d batches with %,d commits, the last is number %d%n",
                log.batchCount(), log.commitCount(), log.end().sequence());
        if (log.beyondMark() > 0) {
            out.printf(
                    "     %d batches beyond the durable mark: the next start rewrites them%n",
                    log.beyondMark());
        }
        if (log.tailDropped()) {
            out.println("     an unacknowledged torn batch at the end: the next start drops it");
        }
        var damage = log.damage();
        if (damage != null) {
            out.println("     " + damage.getMessage());
        }
        return damage == null;
    }

    private static boolean printSnapshots(List<SnapshotFinding> findings, PrintWriter out) {
        out.println(findings.isEmpty() ? "snapshots: every byte checked" : "snapshots:");
        for (SnapshotFinding finding : findings) {
            out.println("     " + finding);
        }
        return findings.isEmpty();
    }
}
