package dev.penstock.server;

import dev.penstock.log.LogException;
import dev.penstock.log.chronicle.LogReport;
import dev.penstock.snapshot.SnapshotFinding;
import dev.penstock.snapshot.SnapshotVerification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
    public Integer call() {
        var command = Objects.requireNonNull(spec);
        var data = SettingOptions.resolve(command).get(Settings.DATA);
        try {
            return verify(data, command.commandLine().getOut());
        } catch (LogException | IOException e) {
            throw StartFailure.ofStorage(data, e);
        }
    }

    private static int verify(Path data, PrintWriter out) throws IOException {
        try (var directory = DataDirectory.openExisting(data)) {
            var log = LogReport.of(directory.log());
            var snapshots = SnapshotVerification.verify(directory.snapshots());
            boolean sound = printLog(log, out);
            sound &= printSnapshots(directory.snapshots(), snapshots.findings(), out);
            sound &= printGaps(directory, log, snapshots.kept(), out);
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

    private static boolean printSnapshots(
            Path directory, List<SnapshotFinding> findings, PrintWriter out) {
        out.println(findings.isEmpty() ? "snapshots: every byte checked" : "snapshots:");
        for (SnapshotFinding finding : findings) {
            out.println("     " + directory.resolve(finding.file()) + finding.where());
        }
        return findings.isEmpty();
    }

    /** Log and snapshots may each be whole and still not be of one piece. */
    private static boolean printGaps(
            DataDirectory directory,
            LogReport log,
            List<SnapshotVerification.Kept> snapshots,
            PrintWriter out) {
        if (log.damage() != null) {
            return false;
        }
        boolean isSound = true;
        for (var snapshot : snapshots) {
            if (!log.continues(snapshot.sequence())) {
                isSound = false;
                out.printf(
                        "     %s at byte 0: the snapshot ends with commit %d, but the log holds %d"
                                + " to %d%n",
                        directory.snapshots().resolve(snapshot.manifest()),
                        snapshot.sequence(),
                        log.firstSequence(),
                        log.end().sequence());
            }
        }
        if (snapshots.isEmpty() && !log.continues(0)) {
            isSound = false;
            out.printf(
                    "     %s at byte 0: the log begins with commit %d, and there is no snapshot%n",
                    directory.log(), log.firstSequence());
        }
        return isSound;
    }
}
