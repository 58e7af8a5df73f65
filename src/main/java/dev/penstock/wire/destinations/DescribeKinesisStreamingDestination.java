package dev.penstock.wire.destinations;

import dev.penstock.partition.Table;
import dev.penstock.partition.Version;
import dev.penstock.partition.system.Exported;
import dev.penstock.publish.export.ExportStatus;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DescribeKinesisStreamingDestination: a table's destinations, those that were disabled not long
 * ago among them, and in words how each goes.
 */
public final class DescribeKinesisStreamingDestination implements Operation {
    private static final JsonName DESTINATIONS = JsonName.of("KinesisDataStreamDestinations");
    private static final JsonName DESCRIPTION = JsonName.of("DestinationStatusDescription");
    private static final List<JsonName> MEMBERS = List.of(Names.TABLE_NAME);

    @Override
    public String name() {
        return "DescribeKinesisStreamingDestination";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String name = Texts.checkedTableName(call.body().string(Names.TABLE_NAME));
        Version version = call.database().version();
        Table table = version.table(name);
        if (table == null) {
            throw Texts.noTable(name);
        }
        long now = call.database().clock().micros();
        JsonWriter out = call.answer();
        out.beginObject();
        out.name(Names.TABLE_NAME).string(name);
        out.name(DESTINATIONS).beginArray();
        for (Exported export : version.exports(table)) {
            if (isShown(call, export, now)) {
                write(call, export, now);
            }
        }
        out.endArray();
        out.endObject();
        call.send();
    }

    private static boolean isShown(Call call, Exported export, long now) {
        long keptMicros = call.database().streams().retentionMicros();
        return export.destination().isActive()
                || now - export.destination().endMicros() <= keptMicros;
    }

    private static void write(Call call, Exported export, long now) {
        var destination = export.destination();
        JsonWriter out = call.answer();
        out.beginObject();
        out.name(DestinationRequest.STREAM_ARN).string(destination.streamArn());
        out.name(DestinationRequest.STATUS).string(status(export, now));
        String words = words(export, call.exports().status(export), call.exports().isOn(), now);
        if (words != null) {
            out.name(DESCRIPTION).string(words);
        }
        out.name(DestinationRequest.PRECISION).string(destination.precision().name());
        out.endObject();
    }

    private static String status(Exported export, long now) {
        return export.isDraining(now) ? "DISABLING" : export.destination().state().name();
    }

    private static @Nullable String words(
            Exported export, @Nullable ExportStatus status, boolean isOn, long now) {
        return switch (export.destination().state()) {
            case ENABLE_FAILED -> DestinationWords.NO_BROKER;
            case DISABLED ->
                    export.isDraining(now) && status != null
                            ? DestinationWords.of(status, now)
                            : null;
            case ACTIVE -> {
                if (!isOn) {
                    yield DestinationWords.NO_BROKER;
                }
                yield status == null ? null : DestinationWords.of(status, now);
            }
        };
    }
}
