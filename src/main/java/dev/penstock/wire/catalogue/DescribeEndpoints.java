package dev.penstock.wire.catalogue;

import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Operation;
import java.util.List;

/** DescribeEndpoints: whatever address the client used to get here, it may go on using. */
public final class DescribeEndpoints implements Operation {
    private static final JsonName ENDPOINTS = JsonName.of("Endpoints");
    private static final JsonName ADDRESS = JsonName.of("Address");
    private static final JsonName CACHE_PERIOD = JsonName.of("CachePeriodInMinutes");
    private static final long CACHE_PERIOD_MINUTES = 1_440;

    @Override
    public String name() {
        return "DescribeEndpoints";
    }

    @Override
    public List<JsonName> members() {
        return List.of();
    }

    @Override
    public void handle(Call call) {
        call.answer()
                .beginObject()
                .name(ENDPOINTS)
                .beginArray()
                .beginObject()
                .name(ADDRESS)
                .string(call.host())
                .name(CACHE_PERIOD)
                .number(CACHE_PERIOD_MINUTES)
                .endObject()
                .endArray()
                .endObject();
        call.send();
    }
}
