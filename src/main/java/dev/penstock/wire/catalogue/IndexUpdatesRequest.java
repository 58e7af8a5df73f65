package dev.penstock.wire.catalogue;

import static java.util.Objects.requireNonNull;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.table.IndexChange;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.Throughput;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GlobalSecondaryIndexUpdates of UpdateTable; null elements do nothing and are refused. */
record IndexUpdatesRequest(List<Element> elements) {
    static final JsonName UPDATES = JsonName.of("GlobalSecondaryIndexUpdates");

    private static final JsonName CREATE = JsonName.of("Create");
    private static final JsonName UPDATE = JsonName.of("Update");
    private static final JsonName DELETE = JsonName.of("Delete");

    /** One of the three, if it is valid. */
    record Element(
            @Nullable IndexRequest create,
            @Nullable IndexRequest update,
            @Nullable IndexRequest delete) {
        @Nullable IndexRequest only() {
            int count =
                    (create == null ? 0 : 1) + (update == null ? 0 : 1) + (delete == null ? 0 : 1);
            if (count != 1) {
                return null;
            }
            return create != null ? create : update != null ? update : delete;
        }
    }

    static IndexUpdatesRequest read(RequestBody body) {
        JsonReader json = body.find(UPDATES);
        var elements = new ArrayList<Element>();
        if (json != null && json.beginList()) {
            while (json.nextElement()) {
                elements.add(readElement(json));
            }
        }
        return new IndexUpdatesRequest(elements);
    }

    private static Element readElement(JsonReader json) {
        IndexRequest create = null;
        IndexRequest update = null;
        IndexRequest delete = null;
        if (json.beginElementStructure("GlobalSecondaryIndexUpdate")) {
            while (json.nextMember()) {
                if (json.nameIs(CREATE)) {
                    create = readIndex(json, "CreateGlobalSecondaryIndexAction");
                } else if (json.nameIs(UPDATE)) {
                    update = readIndex(json, "UpdateGlobalSecondaryIndexAction");
                } else if (json.nameIs(DELETE)) {
                    delete = readIndex(json, "DeleteGlobalSecondaryIndexAction");
                } else {
                    json.skipValue();
                }
            }
        }
        return new Element(create, update, delete);
    }

    private static @Nullable IndexRequest readIndex(JsonReader json, String shape) {
        return json.beginStructure(shape) ? IndexRequest.readMembers(json) : null;
    }

    boolean isEmpty() {
        return elements.isEmpty();
    }

    void constrain(ModelConstraints constraints) {
        for (int i = 0; i < elements.size(); i++) {
            String path = "globalSecondaryIndexUpdates." + (i + 1) + ".member";
            Element element = elements.get(i);
            if (element.create != null) {
                element.create.constrain(constraints, path + ".create");
            }
            if (element.update != null) {
                constrainName(constraints, path + ".update", element.update);
                if (element.update.units() != null) {
                    element.update
                            .units()
                            .constrain(constraints, path + ".update.provisionedThroughput");
                }
            }
            if (element.delete != null) {
                constrainName(constraints, path + ".delete", element.delete);
            }
        }
    }

    private static void constrainName(
            ModelConstraints constraints, String path, IndexRequest index) {
        constraints.notNull(path + ".indexName", index.name());
        Texts.constrainNewName(constraints, path + ".indexName", index.name());
    }

    /**
     * Valid only after {@link #constrain} found nothing.
     *
     * @param defined the request's attribute definitions by name
     */
    List<IndexChange> toChanges(Map<String, KeyAttribute> defined) {
        var changes = new ArrayList<IndexChange>();
        Set<String> names = new HashSet<>();
        int online = 0;
        for (Element element : elements) {
            IndexRequest index = element.only();
            if (index == null) {
                throw Texts.invalid("One of GlobalSecondaryIndexUpdate must not be null");
            }
            if (!names.add(index.requiredName())) {
                throw Texts.invalid(
                        "Only one global secondary index update per index is allowed"
                                + " simultaneously. Index: "
                                + index.requiredName());
            }
            online += element.update == null ? 1 : 0;
            changes.add(toChange(element, index, defined));
        }
        if (online > 1) {
            throw new RequestException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: Only 1 online index can be created or deleted"
                            + " simultaneously per table");
        }
        return changes;
    }

    private static IndexChange toChange(
            Element element, IndexRequest index, Map<String, KeyAttribute> defined) {
        index.checkSettings();
        if (element.delete != null) {
            return new IndexChange.Delete(index.requiredName());
        }
        if (element.update != null) {
            Throughput throughput = index.units() == null ? null : index.units().toThroughput();
            if (throughput == null) {
                throw Texts.invalid(
                        "ProvisionedThroughput must be specified for index: "
                                + index.requiredName());
            }
            return new IndexChange.Update(index.requiredName(), throughput);
        }
        // The table's own definitions do not count: the request must have those of the new index.
        if (!defined.keySet().containsAll(index.keyNames())) {
            throw RequestException.validation(
                    "Invalid KeySchema: Some index key attribute have no definition");
        }
        return new IndexChange.Create(requireNonNull(index).toIndex(index.toKeySchema(defined)));
    }
}
