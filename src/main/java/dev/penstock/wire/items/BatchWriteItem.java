package dev.penstock.wire.items;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Command;
import dev.penstock.partition.Table;
import dev.penstock.partition.Version;
import dev.penstock.table.KeySchema;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.LargeMember;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BatchWriteItem: up to 25 puts and deletes, each for itself; together they are not atomic. */
public final class BatchWriteItem implements Operation {
    private static final List<JsonName> MEMBERS =
            List.of(
                    Names.REQUEST_ITEMS,
                    Names.RETURN_CONSUMED_CAPACITY,
                    Names.RETURN_ITEM_COLLECTION_METRICS);

    private static final LargeMember<List<TableWrites>> REQUEST_ITEMS =
            new LargeMember<>(Names.REQUEST_ITEMS, BatchWriteItem::read);

    @Limit(
            of = "puts and deletes of one BatchWriteItem",
            unit = "requests",
            beyond = "`ValidationException`")
    private static final int REQUESTS_MAX = 25;

    @Override
    public String name() {
        return "BatchWriteItem";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public LargeMember<List<TableWrites>> largeMember() {
        return REQUEST_ITEMS;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        List<TableWrites> requests = body.read(REQUEST_ITEMS);
        String capacity = body.string(Names.RETURN_CONSUMED_CAPACITY);
        String metrics = body.string(Names.RETURN_ITEM_COLLECTION_METRICS);
        if (requests == null) {
            throw RequestException.validation(
                    "The requestItems parameter is required for BatchWriteItem");
        }
        new ModelConstraints()
                .oneOf("returnConsumedCapacity", capacity, Enums.RETURN_CONSUMED_CAPACITY)
                .oneOf("returnItemCollectionMetrics", metrics, Enums.RETURN_ITEM_COLLECTION_METRICS)
                .countAtLeast("requestItems", "{}", requests.size(), 1)
                .check();
        checkRequests(requests);

        Version version = call.database().version();
        var writes = new ArrayList<BatchWrite.Write>();
        for (TableWrites request : requests) {
            addWrites(version, request, writes);
        }
        new BatchWrite(call, writes, ConsumedCapacity.of(capacity)).submit(body.length());
    }

    private static @Nullable List<TableWrites> read(RequestBody body, JsonReader json) {
        if (!json.beginMap("WriteRequest")) {
            return null;
        }
        var requests = new ArrayList<TableWrites>();
        while (json.nextMember()) {
            requests.add(TableWrites.read(body, json));
        }
        return requests;
    }

    private static void checkRequests(List<TableWrites> requests) {
        int count = 0;
        for (TableWrites request : requests) {
            request.requireRequests();
            count += request.writes().size();
        }
        if (count > REQUESTS_MAX) {
            throw RequestException.validation(
                    "Too many items requested for the BatchWriteItem call");
        }
        requests.forEach(TableWrites::check);
    }

    private static void addWrites(
            Version version, TableWrites request, List<BatchWrite.Write> writes) {
        Table table = Tables.require(version, Arns.tableName(request.tableName()));
        KeySchema schema = table.definition().keySchema();
        var seen = new HashSet<ItemKey>();
        for (TableWrites.Write write : request.writes()) {
            Command.Write command = command(table, schema, write);
            if (!seen.add(command.key())) {
                throw RequestException.validation("Provided list of item keys contains duplicates");
            }
            writes.add(new BatchWrite.Write(request.tableName(), command));
        }
    }

    private static Command.Write command(Table table, KeySchema schema, TableWrites.Write write) {
        ItemDraft put = write.put();
        if (put != null) {
            byte[] item = put.toItem(schema);
            Tables.requireItemSize(item);
            Tables.requireIndexKeys(item, table);
            var key = ItemKey.of(item, schema.hasSortKey());
            return new Command.Put(table, key, item, Command.Guard.NONE);
        }
        ItemDraft delete = write.delete();
        if (delete == null) {
            throw new IllegalStateException("a write request without put and delete");
        }
        byte[] keyItem = delete.toKey(schema);
        var key = ItemKey.of(keyItem, schema.hasSortKey());
        return new Command.Delete(table, key, keyItem, Command.Guard.NONE);
    }
}
