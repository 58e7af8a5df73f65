package dev.penstock.wire.catalogue;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.penstock.error.RequestException;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.NewIndex;
import dev.penstock.table.Throughput;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.JsonToken;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new global secondary index as CreateTable and UpdateTable have it. Valid only after {@link
 * #constrain} found nothing.
 *
 * @param unbuilt a member that Penstock does not have yet, and that asks for something
 */
record IndexRequest(
        @Nullable String name,
        @Nullable List<KeyPairs.Pair> elements,
        @Nullable ProjectionRequest projection,
        SettingsRequest.@Nullable Units units,
        @Nullable JsonName unbuilt) {
    private static final int ELEMENTS_MAX = 2 * IndexKeySchema.ATTRIBUTES_PER_KEY_MAX;

    static final IndexRequest EMPTY = new IndexRequest(null, null, null, null, null);

    /** Reads the members of a structure that was begun. */
    static IndexRequest readMembers(JsonReader json) {
        String name = null;
        List<KeyPairs.Pair> elements = null;
        ProjectionRequest projection = null;
        SettingsRequest.Units units = null;
        JsonName unbuilt = null;
        while (json.nextMember()) {
            if (json.nameIs(Names.INDEX_NAME)) {
                name = json.readString();
            } else if (json.nameIs(TableAnswer.KEY_SCHEMA)) {
                elements = KeyPairs.read(json, TableAnswer.KEY_TYPE);
            } else if (json.nameIs(IndexAnswer.PROJECTION)) {
                projection = ProjectionRequest.read(json);
            } else if (json.nameIs(TableAnswer.PROVISIONED_THROUGHPUT)) {
                units = SettingsRequest.readUnits(json);
            } else if (json.nameIs(UnbuiltSettings.ON_DEMAND)) {
                unbuilt = UnbuiltSettings.isLimited(json) ? UnbuiltSettings.ON_DEMAND : unbuilt;
            } else if (json.nameIs(UnbuiltSettings.WARM)) {
                unbuilt = json.peek() == JsonToken.NULL ? unbuilt : UnbuiltSettings.WARM;
                json.skipValue();
            } else {
                json.skipValue();
            }
        }
        return new IndexRequest(name, elements, projection, units, unbuilt);
    }

    void constrain(ModelConstraints constraints, String path) {
        constraints.notNull(path + ".indexName", name);
        Texts.constrainNewName(constraints, path + ".indexName", name);
        KeyPairs.constrainElements(constraints, path + ".keySchema", elements, ELEMENTS_MAX);
        constraints.notNull(path + ".projection", projection);
        if (projection != null) {
            projection.constrain(constraints, path + ".projection");
        }
        if (units != null) {
            units.constrain(constraints, path + ".provisionedThroughput");
        }
    }

    String requiredName() {
        return requireNonNull(name);
    }

    /** Names of the key's attributes, as the request has them. */
    List<String> keyNames() {
        return requireNonNull(elements).stream().map(each -> requireNonNull(each.name())).toList();
    }

    boolean hasUnits() {
        return units != null;
    }

    /**
     * The key, which fits together.
     *
     * @param defined which definitions there are; attributes are missing if the keys need others
     */
    IndexKeySchema toKeySchema(Map<String, KeyAttribute> defined) {
        var partition = new ArrayList<KeyAttribute>();
        var sort = new ArrayList<KeyAttribute>();
        for (KeyPairs.Pair element : requireNonNull(elements)) {
            boolean isHash = KeyPairs.HASH.equals(element.type());
            if (isHash && !sort.isEmpty()) {
                throw RequestException.validation(
                        "Invalid KeySchema: All HASH key elements must come before the RANGE key"
                                + " elements");
            }
            if (!isHash && partition.isEmpty()) {
                throw RequestException.validation(
                        "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
            }
            (isHash ? partition : sort).add(requireNonNull(defined.get(element.name())));
        }
        requireCount("HASH", partition);
        requireCount("RANGE", sort);
        requireDistinct();
        return new IndexKeySchema(partition, sort);
    }

    private static void requireCount(String kind, List<KeyAttribute> keys) {
        if (keys.size() > IndexKeySchema.ATTRIBUTES_PER_KEY_MAX) {
            throw RequestException.validation(
                    "Invalid KeySchema: The number of %s key elements exceeds the limit of %d"
                            .formatted(kind, IndexKeySchema.ATTRIBUTES_PER_KEY_MAX));
        }
    }

    private void requireDistinct() {
        List<String> names = keyNames();
        if (new HashSet<>(names).size() != names.size()) {
            throw RequestException.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same"
                            + " name");
        }
    }

    /** What is wrong with the settings for themselves. */
    void checkSettings() {
        if (unbuilt != null) {
            throw Texts.notBuilt(unbuilt);
        }
        if (units != null) {
            units.requireInBounds(" for index " + name);
        }
    }

    NewIndex toIndex(IndexKeySchema schema) {
        Throughput throughput = units == null ? null : units.toThroughput();
        return new NewIndex(
                requiredName(),
                schema,
                requireNonNull(projection).toProjection(),
                requireNonNullElse(throughput, Throughput.NONE));
    }
}
