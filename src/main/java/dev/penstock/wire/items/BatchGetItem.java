package dev.penstock.wire.items;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.expression.ExpressionContext;
import dev.penstock.expression.Expressions;
import dev.penstock.expression.KnownExpressions;
import dev.penstock.expression.LegacyParameters;
import dev.penstock.expression.Projection;
import dev.penstock.item.ItemKey;
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
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BatchGetItem: up to 100 items of any tables, all from one moment. */
public final class BatchGetItem implements Operation {
    private static final List<JsonName> MEMBERS =
            List.of(Names.REQUEST_ITEMS, Names.RETURN_CONSUMED_CAPACITY);

    @Limit(of = "keys of one BatchGetItem", unit = "keys", beyond = "`ValidationException`")
    private static final int KEYS_MAX = 100;

    @Override
    public String name() {
        return "BatchGetItem";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        List<KeysAndAttributes> requests = read(body);
        String capacity = body.string(Names.RETURN_CONSUMED_CAPACITY);
        if (requests == null) {
            throw RequestException.validation(
                    "The requestItems parameter is required for BatchGetItem");
        }
        var constraints = new ModelConstraints();
        constraints
                .oneOf("returnConsumedCapacity", capacity, Enums.RETURN_CONSUMED_CAPACITY)
                .countAtLeast("requestItems", "{}", requests.size(), 1);
        requests.forEach(request -> request.constrain(constraints));
        constraints.check();
        requests.forEach(KeysAndAttributes::requireKeyCount);
        if (requests.stream().mapToInt(r -> r.presentKeys().size()).sum() > KEYS_MAX) {
            throw RequestException.validation("Too many items requested for the BatchGetItem call");
        }

        List<@Nullable Projection> projections = new ArrayList<>();
        for (KeysAndAttributes request : requests) {
            projections.add(project(request, body.knownExpressions()));
        }
        Version version = call.database().version();
        List<BatchRead.Part> parts = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            parts.add(part(version, requests.get(i), projections.get(i)));
        }
        new BatchRead(call, parts, ConsumedCapacity.of(capacity)).begin();
    }

    private static @Nullable List<KeysAndAttributes> read(RequestBody body) {
        JsonReader json = body.find(Names.REQUEST_ITEMS);
        if (json == null || !json.beginMap("KeysAndAttributes")) {
            return null;
        }
        var requests = new LinkedHashMap<String, KeysAndAttributes>();
        while (json.nextMember()) {
            KeysAndAttributes request = KeysAndAttributes.read(body, json);
            requests.put(request.tableName(), request);
        }
        return List.copyOf(requests.values());
    }

    private static @Nullable Projection project(KeysAndAttributes request, KnownExpressions known) {
        var attributes = request.attributes();
        if (attributes.projection() != null && attributes.toGet() != null) {
            throw RequestException.validation(
                    "Can not use both expression and non-expression parameters in the same request:"
                            + " Non-expression parameters: {AttributesToGet} Expression parameters:"
                            + " {ProjectionExpression}");
        }
        if (attributes.names() != null && attributes.projection() == null) {
            throw RequestException.validation(
                    "ExpressionAttributeNames can only be specified when using expressions");
        }
        request.presentKeys().forEach(ItemDraft::check);
        if (attributes.projection() == null) {
            return attributes.toGet() == null
                    ? null
                    : LegacyParameters.attributesToGet(attributes.toGet());
        }
        var context = ExpressionContext.of(attributes.names(), null, known);
        Projection projection = Expressions.parseProjection(attributes.projection(), context);
        context.requireAllUsed();
        return projection;
    }

    private static BatchRead.Part part(
            Version version, KeysAndAttributes request, @Nullable Projection projection) {
        Table table = Tables.require(version, Arns.tableName(request.tableName()));
        KeySchema schema = table.definition().keySchema();
        var keys = new ArrayList<BatchRead.Key>();
        var seen = new HashSet<ItemKey>();
        for (ItemDraft draft : request.presentKeys()) {
            byte[] keyItem = draft.toKey(schema);
            var key = ItemKey.of(keyItem, schema.hasSortKey());
            if (!seen.add(key)) {
                throw RequestException.validation("Provided list of item keys contains duplicates");
            }
            keys.add(new BatchRead.Key(key, keyItem));
        }
        return new BatchRead.Part(request, table, projection, keys);
    }
}
