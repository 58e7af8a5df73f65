package dev.penstock.wire.destinations;

import dev.penstock.partition.Command;
import dev.penstock.partition.Outcome;
import dev.penstock.table.destination.DestinationChange;
import dev.penstock.table.destination.StreamingDestination;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What enabling, disabling and updating a destination have in common. */
record DestinationRequest(String tableName, String streamArn, @Nullable Configuration given) {
    static final JsonName STREAM_ARN = JsonName.of("StreamArn");
    static final JsonName STATUS = JsonName.of("DestinationStatus");
    static final JsonName PRECISION = JsonName.of("ApproximateCreationDateTimePrecision");
    static final JsonName ENABLE_CONFIGURATION = JsonName.of("EnableKinesisStreamingConfiguration");
    static final JsonName UPDATE_CONFIGURATION = JsonName.of("UpdateKinesisStreamingConfiguration");

    private static final int ARN_MIN = 37;
    private static final int ARN_MAX = 1_024;
    private static final int TABLE_NAME_OR_ARN_MAX = 1_024;

    /** The configuration in a request. */
    record Configuration(StreamingDestination.@Nullable Precision precision) {}

    static List<JsonName> members(JsonName configuration) {
        return List.of(Names.TABLE_NAME, STREAM_ARN, configuration);
    }

    /** Reads the request and checks it by itself. */
    static DestinationRequest read(Call call, JsonName configuration) {
        String table = call.body().string(Names.TABLE_NAME);
        String arn = call.body().string(STREAM_ARN);
        JsonReader value = call.body().find(configuration);
        boolean isGiven = value != null && value.beginStructure(configuration.toString());
        String precision = value != null && isGiven ? readPrecision(value) : null;
        var constraints = new ModelConstraints();
        constraints
                .notNull("tableName", table)
                .lengthAtLeast("tableName", table, 1)
                .lengthAtMost("tableName", table, TABLE_NAME_OR_ARN_MAX);
        if (table != null && !table.isEmpty() && !Arns.isTableArn(table)) {
            constraints.isName("tableName", table);
        }
        constraints
                .notNull("streamArn", arn)
                .lengthAtLeast("streamArn", arn, ARN_MIN)
                .lengthAtMost("streamArn", arn, ARN_MAX)
                .oneOf(path(configuration), precision, Enums.DESTINATION_PRECISION);
        constraints.check();
        return new DestinationRequest(
                table == null ? "" : Arns.tableName(table),
                arn == null ? "" : arn,
                isGiven ? new Configuration(precisionOf(precision)) : null);
    }

    private static StreamingDestination.@Nullable Precision precisionOf(@Nullable String name) {
        return name == null ? null : StreamingDestination.Precision.valueOf(name);
    }

    private static String path(JsonName configuration) {
        String name = configuration.toString();
        return name.substring(0, 1).toLowerCase(Locale.ROOT)
                + name.substring(1)
                + ".approximateCreationDateTimePrecision";
    }

    private static @Nullable String readPrecision(JsonReader value) {
        String precision = null;
        while (value.nextMember()) {
            if (value.nameIs(PRECISION)) {
                precision = value.readString();
            } else {
                value.skipValue();
            }
        }
        return precision;
    }

    /** The precision that is asked for; null if none is. */
    StreamingDestination.@Nullable Precision precision() {
        return given == null ? null : given.precision();
    }

    /**
     * Asks the writer, and answers.
     *
     * @param status what the answer says
     * @param configuration under which the answer shows the precision
     */
    void submit(Call call, DestinationChange change, String status, JsonName configuration) {
        call.submit(
                new Command.ChangeDestination(tableName, streamArn, change),
                call.body().length(),
                outcome -> {
                    if (outcome instanceof Outcome.Refused refused) {
                        throw refused.error();
                    }
                    if (!(outcome instanceof Outcome.TableChanged changed)) {
                        throw new IllegalStateException("unexpected outcome: " + outcome);
                    }
                    call.exports().look();
                    answer(call, latest(changed), status, configuration);
                });
    }

    private StreamingDestination latest(Outcome.TableChanged changed) {
        StreamingDestination latest = null;
        for (StreamingDestination destination : changed.definition().settings().destinations()) {
            if (destination.streamArn().equals(streamArn)) {
                latest = destination;
            }
        }
        if (latest == null) {
            throw new IllegalStateException("the destination is not there");
        }
        return latest;
    }

    private void answer(
            Call call, StreamingDestination destination, String status, JsonName configuration) {
        JsonWriter out = call.answer();
        out.beginObject();
        out.name(Names.TABLE_NAME).string(tableName);
        out.name(STREAM_ARN).string(streamArn);
        out.name(STATUS).string(status);
        out.name(configuration).beginObject();
        out.name(PRECISION).string(destination.precision().name());
        out.endObject();
        out.endObject();
        call.send();
    }

    /** The table must be there by now: what the writer finds later is another matter. */
    void requireTable(Call call) {
        if (call.database().version().table(tableName) == null) {
            throw Texts.noTable(tableName);
        }
    }
}
