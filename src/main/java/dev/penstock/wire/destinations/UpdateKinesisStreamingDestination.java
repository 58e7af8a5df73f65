package dev.penstock.wire.destinations;

import dev.penstock.error.RequestException;
import dev.penstock.table.destination.DestinationChange;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Operation;
import java.util.List;

/**
 * UpdateKinesisStreamingDestination: the precision of times in records from about now on. Answers
 * UPDATING; by the next request it is done.
 */
public final class UpdateKinesisStreamingDestination implements Operation {
    private static final String NOTHING_GIVEN =
            "Streaming destination cannot be updated with given parameters:"
                    + " UpdateKinesisStreamingConfiguration cannot be null or contain only null"
                    + " values";
    private static final List<JsonName> MEMBERS =
            DestinationRequest.members(DestinationRequest.UPDATE_CONFIGURATION);

    @Override
    public String name() {
        return "UpdateKinesisStreamingDestination";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        var request = DestinationRequest.read(call, DestinationRequest.UPDATE_CONFIGURATION);
        var precision = request.precision();
        if (precision == null) {
            throw RequestException.validation(NOTHING_GIVEN);
        }
        request.requireTable(call);
        request.submit(
                call,
                new DestinationChange.Update(precision),
                "UPDATING",
                DestinationRequest.UPDATE_CONFIGURATION);
    }
}
