package dev.penstock.wire.destinations;

import dev.penstock.table.destination.DestinationChange;
import dev.penstock.table.destination.StreamingDestination;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Operation;
import java.util.List;

/**
 * EnableKinesisStreamingDestination: exports a table's changes from now on to the Kafka topic that
 * the stream's ARN names (docs/kafka.md). Answers ENABLING; by the next request it is ACTIVE, or
 * ENABLE_FAILED if the node knows no broker.
 */
public final class EnableKinesisStreamingDestination implements Operation {
    private static final List<JsonName> MEMBERS =
            DestinationRequest.members(DestinationRequest.ENABLE_CONFIGURATION);

    @Override
    public String name() {
        return "EnableKinesisStreamingDestination";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        var request = DestinationRequest.read(call, DestinationRequest.ENABLE_CONFIGURATION);
        request.requireTable(call);
        var wanted = request.precision();
        var precision = wanted == null ? StreamingDestination.Precision.MILLISECOND : wanted;
        var change = new DestinationChange.Enable(precision, call.exports().isOn());
        request.submit(call, change, "ENABLING", DestinationRequest.ENABLE_CONFIGURATION);
    }
}
