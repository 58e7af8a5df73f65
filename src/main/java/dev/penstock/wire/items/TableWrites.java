package dev.penstock.wire.items;

import dev.penstock.error.RequestException;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a BatchWriteItem asks of one table, as the request has it. */
record TableWrites(String tableName, List<Write> writes) {
    static final JsonName PUT_REQUEST = JsonName.of("PutRequest");
    static final JsonName DELETE_REQUEST = JsonName.of("DeleteRequest");

    /** One WriteRequest; exactly one of the two is there, once checked. */
    record Write(@Nullable ItemDraft put, @Nullable ItemDraft delete) {}

    static TableWrites read(RequestBody body, JsonReader json) {
        String tableName = json.name();
        var writes = new ArrayList<Write>();
        if (json.beginList()) {
            while (json.nextElement()) {
                writes.add(readWrite(body, json));
            }
        }
        return new TableWrites(tableName, writes);
    }

    private static Write readWrite(RequestBody body, JsonReader json) {
        ItemDraft put = null;
        ItemDraft delete = null;
        if (json.beginElementStructure("WriteRequest")) {
            while (json.nextMember()) {
                if (json.nameIs(PUT_REQUEST)) {
                    put = readMember(body, json, "PutRequest", Names.ITEM);
                } else if (json.nameIs(DELETE_REQUEST)) {
                    delete = readMember(body, json, "DeleteRequest", Names.KEY);
                } else {
                    json.skipValue();
                }
            }
        }
        return new Write(put, delete);
    }

    private static @Nullable ItemDraft readMember(
            RequestBody body, JsonReader json, String shape, JsonName member) {
        ItemDraft draft = null;
        if (json.beginStructure(shape)) {
            while (json.nextMember()) {
                if (json.nameIs(member)) {
                    draft = body.values().readItem(json);
                } else {
                    json.skipValue();
                }
            }
        }
        return draft;
    }

    void requireRequests() {
        if (writes.isEmpty()) {
            throw RequestException.validation(
                    "The batch write request list for a table cannot be null or empty: "
                            + tableName);
        }
    }

    /** What is wrong with the requests for themselves. */
    void check() {
        for (Write write : writes) {
            if (write.put != null && write.delete != null) {
                throw RequestException.validation(
                        "Supplied AttributeValue has more than one datatypes set, must contain"
                                + " exactly one of the supported datatypes");
            }
            if (write.put != null) {
                write.put.check();
            } else if (write.delete != null) {
                write.delete.check();
            } else {
                throw RequestException.validation(
                        "Supplied AttributeValue is empty, must contain exactly one of the"
                                + " supported datatypes");
            }
        }
    }
}
