package dev.penstock.wire.catalogue;

import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Operation;
import java.util.List;

/** DescribeLimits: the service's default quotas, none of which Penstock enforces. */
public final class DescribeLimits implements Operation {
    private static final JsonName ACCOUNT_READ = JsonName.of("AccountMaxReadCapacityUnits");
    private static final JsonName ACCOUNT_WRITE = JsonName.of("AccountMaxWriteCapacityUnits");
    private static final JsonName TABLE_READ = JsonName.of("TableMaxReadCapacityUnits");
    private static final JsonName TABLE_WRITE = JsonName.of("TableMaxWriteCapacityUnits");
    private static final long ACCOUNT_UNITS = 80_000;
    private static final long TABLE_UNITS = 40_000;

    @Override
    public String name() {
        return "DescribeLimits";
    }

    @Override
    public List<JsonName> members() {
        return List.of();
    }

    @Override
    public void handle(Call call) {
        call.answer()
                .beginObject()
                .name(ACCOUNT_READ)
                .number(ACCOUNT_UNITS)
                .name(ACCOUNT_WRITE)
                .number(ACCOUNT_UNITS)
                .name(TABLE_READ)
                .number(TABLE_UNITS)
                .name(TABLE_WRITE)
                .number(TABLE_UNITS)
                .endObject();
        call.send();
    }
}
