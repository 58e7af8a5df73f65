package dev.penstock.wire.destinations;

import dev.penstock.table.destination.DestinationChange;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Operation;
import java.util.List;

/**
 * DisableKinesisStreamingDestination: what is committed from now on is not exported. Answers
 * DISABLING, and so it stays until what was committed before is delivered, a minute at most.
 */
public final class DisableKinesisStreamingDestination implements Operation {
    private static final List<JsonName> MEMBERS =
            DestinationRequest.members(DestinationRequest.ENABLE_CONFIGURATION);

    @Override
    public String name() {
        return "DisableKinesisStreamingDestination";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        var request = DestinationRequest.read(call, DestinationRequest.ENABLE_CONFIGURATION);
        request.requireTable(call);
        request.submit(
                call,
                new DestinationChange.Disable(),
                "DISABLING",
                DestinationRequest.ENABLE_CONFIGURATION);
    }
}
