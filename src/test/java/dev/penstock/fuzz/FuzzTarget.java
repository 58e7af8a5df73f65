package dev.penstock.fuzz;

import dev.penstock.expression.ExpressionFuzz;
import dev.penstock.log.chronicle.BatchFuzz;
import dev.penstock.snapshot.SnapshotFuzz;
import dev.penstock.wire.BodyDecoderFuzz;
import dev.penstock.wire.RequestFuzz;
import dev.penstock.wire.json.JsonFuzz;
import java.util.Locale;

/** What is fuzzed; the names are those of {@code src/checks/reliability/fuzz}. */
enum FuzzTarget {
    JSON,
    REQUESTS,
    EXPRESSIONS,
    BODIES,
    BATCHES,
    SNAPSHOTS;

    /** Fails with whatever the input brings to light. */
    void run(byte[] input) {
        switch (this) {
            case JSON -> JsonFuzz.fuzzerTestOneInput(input);
            case REQUESTS -> RequestFuzz.fuzzerTestOneInput(input);
            case EXPRESSIONS -> ExpressionFuzz.fuzzerTestOneInput(input);
            case BODIES -> BodyDecoderFuzz.fuzzerTestOneInput(input);
            case BATCHES -> BatchFuzz.fuzzerTestOneInput(input);
            case SNAPSHOTS -> SnapshotFuzz.fuzzerTestOneInput(input);
        }
    }

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
