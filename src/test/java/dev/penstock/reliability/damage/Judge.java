package dev.penstock.reliability.damage;

import dev.penstock.partition.Database;
import dev.penstock.server.OpenedNode;
import dev.penstock.server.OpenedNode.Ending;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Opens a hurt directory with the real opening code and says how that went. */
final class Judge {
    private static final int DAMAGED = 65;
    private static final Pattern PLACE = Pattern.compile("at byte \\d+|is missing");

    private final Specimen specimen;
    private final Path directory;
    private final Map<Path, List<EntryMap.Range>> entries;
    private final long newestSnapshot;

    Judge(Specimen specimen, Path directory) {
        this.specimen = specimen;
        this.directory = directory;
        entries = specimen.entries();
        newestSnapshot = Specimen.newestSnapshot(specimen.image());
    }

    /** What became of a damage. The first four are good ends. */
    enum Verdict {
        /** The server does not start, in one sentence that names the place. */
        REFUSED,
        /** Everything acknowledged is served; {@code verify} finds the damage. */
        SERVED_AND_FOUND,
        /** Everything acknowledged is served; nothing that counts was altered. */
        HARMLESS,
        /** What lies behind a mark that lags is taken for a torn tail: the limit of the format. */
        TAIL,
        VIOLATION
    }

    /** With the reason, if it is a violation. */
    record Judgement(Verdict verdict, String reason) {
        static Judgement violation(String reason) {
            return new Judgement(Verdict.VIOLATION, reason);
        }

        static Judgement of(Verdict verdict) {
            return new Judgement(verdict, "");
        }
    }

    Judgement judge(Damage damage) {
        damage.image().restore(directory);
        var verified = OpenedNode.verify(directory);
        var changed = damage.image().changesIn(directory);
        if (!changed.isEmpty()) {
            return Judgement.violation("verify changed " + changed);
        }
        var opening = OpenedNode.open(directory, SpecimenMaker.OPTIONS);
        var refusal = opening.refusal();
        if (refusal != null) {
            return refused(damage, verified, refusal);
        }
        try (var node = Objects.requireNonNull(opening.node())) {
            return served(damage, verified, node.database());
        }
    }

    private Judgement refused(Damage damage, Ending verified, Ending refusal) {
        var changed = damage.image().changesIn(directory);
        boolean isOneSentence = refusal.words().lines().count() == 1;
        boolean namesPlace =
                refusal.words().contains(directory.toString())
                        && PLACE.matcher(refusal.words()).find();
        if (refusal.exitCode() != DAMAGED || !isOneSentence || !namesPlace) {
            return Judgement.violation("refused with " + refusal);
        }
        if (!changed.isEmpty()) {
            return Judgement.violation("a start that was refused changed " + changed);
        }
        if (verified.exitCode() != DAMAGED) {
            return Judgement.violation("verify did not find what serve refused: " + refusal);
        }
        if (!counts(damage) && isOrdinary(damage)) {
            return Judgement.violation("a false alarm: " + refusal);
        }
        return Judgement.of(Verdict.REFUSED);
    }

    /** Not the loss or the change of the mark, and not a file that came from elsewhere. */
    private boolean isOrdinary(Damage damage) {
        return !damage.file().equals(Specimen.MARK)
                && specimen.image().has(damage.file())
                && damage.image().has(damage.file());
    }

    private Judgement served(Damage damage, Ending verified, Database database) {
        String difference = specimen.history().differenceOf(database.version());
        if (!difference.isEmpty()) {
            return Judgement.violation("served: " + difference);
        }
        long sequence = database.version().sequence();
        if (sequence < specimen.history().acknowledged()) {
            return isBeyondMark(damage, sequence) && verified.exitCode() == 0
                    ? Judgement.of(Verdict.TAIL)
                    : Judgement.violation("acknowledged commits are lost behind " + sequence);
        }
        boolean fellBack =
                specimen.image().has(damage.file())
                        && database.recovery().snapshotSequence() < newestSnapshot
                        && database.recovery().snapshotFindings().isEmpty()
                        && damage.image().has(damage.file());
        if (fellBack) {
            return Judgement.violation("an older snapshot was loaded without a word");
        }
        if (verified.exitCode() == DAMAGED) {
            return Judgement.of(Verdict.SERVED_AND_FOUND);
        }
        boolean isManifestGone =
                Specimen.isManifest(damage.file()) && !damage.image().has(damage.file());
        return verified.exitCode() != 0 || (counts(damage) && !isManifestGone)
                ? Judgement.violation("not found: verify ended with " + verified)
                : Judgement.of(Verdict.HARMLESS);
    }

    /** Whether a byte was altered on which an acknowledged value may depend. */
    private boolean counts(Damage damage) {
        Path file = damage.file();
        if (!specimen.image().has(file)) {
            return false;
        }
        var before = specimen.image().file(file);
        int length = before.bytes().length;
        boolean isThere = damage.image().has(file);
        byte[] after = isThere ? damage.image().file(file).prefix(length) : new byte[0];
        var ranges = entries.get(file);
        if (ranges != null) {
            return ranges.stream()
                    .anyMatch(
                            range ->
                                    !isThere
                                            || !Arrays.equals(
                                                    before.bytes(),
                                                    range.from(),
                                                    range.to(),
                                                    after,
                                                    range.from(),
                                                    range.to()));
        }
        boolean isWhole =
                Specimen.isTreeFile(file)
                        || Specimen.isManifest(file)
                        || file.equals(Specimen.NODE);
        return isWhole && (!isThere || !before.isSame(damage.image().file(file)));
    }

    /**
     * Whether nothing but a part of one batch is readable behind this commit, which the mark on
     * disk does not vouch for: then nobody can tell it from the batch that a loss of power tore.
     */
    private boolean isBeyondMark(Damage damage, long sequence) {
        var later = new TreeSet<Long>();
        for (Path segment : specimen.segments()) {
            if (damage.image().has(segment)) {
                EntryMap.of(damage.image().file(segment).bytes()).stream()
                        .filter(entry -> entry.lastSequence() > sequence)
                        .forEach(entry -> later.add(entry.batch()));
            }
        }
        return specimen.isMarkBehind()
                && sequence >= specimen.markedSequence()
                && later.size() <= 1
                && Specimen.isSegment(damage.file());
    }
}
