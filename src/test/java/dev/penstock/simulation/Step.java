package dev.penstock.simulation;

import dev.penstock.error.ErrorCode;
import dev.penstock.partition.Command;
import dev.penstock.partition.DiskLevel;
import dev.penstock.partition.Outcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One command, and what must come of it. */
interface Step {
    Command command();

    /**
     * Judges it against everything before it. The same image as before: it changes nothing.
     *
     * @param disk what the writer was told last
     */
    Verdict judge(Image before, DiskLevel disk);

    /**
     * What must come of a step.
     *
     * @param after the image behind it
     */
    record Verdict(Image after, Expectation expectation) {
        @SuppressWarnings("ReferenceEquality") // A step that changes nothing gives back the image.
        boolean changes(Image before) {
            return after != before;
        }

        static Verdict refused(Image unchanged, ErrorCode code) {
            return new Verdict(unchanged, new Refused(code));
        }
    }

    /** What the caller must be told. */
    sealed interface Expectation {
        boolean matches(Outcome outcome);
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared here, by content.
    record Written(byte @Nullable [] before, byte @Nullable [] after) implements Expectation {
        @Override
        public boolean matches(Outcome outcome) {
            return outcome instanceof Outcome.Written written
                    && Arrays.equals(written.before(), before)
                    && Arrays.equals(written.after(), after);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared here, by content.
    record ConditionFailed(byte @Nullable [] item) implements Expectation {
        @Override
        public boolean matches(Outcome outcome) {
            return outcome instanceof Outcome.ConditionFailed failed
                    && Arrays.equals(failed.item(), item);
        }
    }

    record Refused(ErrorCode code) implements Expectation {
        @Override
        public boolean matches(Outcome outcome) {
            return outcome instanceof Outcome.Refused refused && refused.error().code() == code;
        }
    }

    record TableChanged(int id) implements Expectation {
        @Override
        public boolean matches(Outcome outcome) {
            return outcome instanceof Outcome.TableChanged changed
                    && changed.definition().id() == id;
        }
    }

    record Tagged() implements Expectation {
        @Override
        public boolean matches(Outcome outcome) {
            return outcome instanceof Outcome.Tagged;
        }
    }
}
