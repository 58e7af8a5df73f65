package dev.penstock.wire.catalogue;

import static java.util.Objects.requireNonNull;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.partition.Table;
import dev.penstock.table.TableLimits;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Tags of a request. */
record TagRequest(@Nullable List<Tag> tags) {
    static final JsonName TAG_KEY = JsonName.of("Key");
    static final JsonName TAG_VALUE = JsonName.of("Value");

    private static final int KEY_MAX = 128;
    private static final int VALUE_MAX = 256;

    /** One tag. */
    record Tag(@Nullable String key, @Nullable String value) {}

    static TagRequest readTags(RequestBody body) {
        JsonReader value = body.find(Names.TAGS);
        if (value == null || !value.beginList()) {
            return new TagRequest(null);
        }
        var tags = new ArrayList<Tag>();
        while (value.nextElement()) {
            tags.add(readTag(value));
        }
        return new TagRequest(tags);
    }

    private static Tag readTag(JsonReader value) {
        String key = null;
        String text = null;
        if (value.beginElementStructure("Tag")) {
            while (value.nextMember()) {
                if (value.nameIs(TAG_KEY)) {
                    key = value.readString();
                } else if (value.nameIs(TAG_VALUE)) {
                    text = value.readString();
                } else {
                    value.skipValue();
                }
            }
        }
        return new Tag(key, text);
    }

    void constrain(ModelConstraints constraints) {
        if (tags == null) {
            return;
        }
        for (int i = 0; i < tags.size(); i++) {
            String member = "tags." + (i + 1) + ".member.";
            Tag tag = tags.get(i);
            constraints
                    .notNull(member + "key", tag.key)
                    .notNull(member + "value", tag.value)
                    .lengthAtMost(member + "value", tag.value, VALUE_MAX);
            constrainKey(constraints, member + "key", tag.key);
        }
    }

    static void constrainKey(ModelConstraints constraints, String path, @Nullable String key) {
        constraints.lengthAtLeast(path, key, 1).lengthAtMost(path, key, KEY_MAX);
    }

    /** Valid only after {@link #constrain} found nothing. */
    SortedMap<String, String> toMap() {
        var map = new TreeMap<String, String>();
        if (tags != null) {
            for (Tag tag : tags) {
                if (map.put(requireNonNull(tag.key), requireNonNull(tag.value)) != null) {
                    throw RequestException.validation("Duplicate tag key: " + tag.key);
                }
            }
            requireNumber(map.size());
        }
        return map;
    }

    static void requireNumber(int count) {
        if (count > TableLimits.TAGS_MAX) {
            throw Texts.invalid(
                    "Too many tags: " + count + ". Maximum tags allowed: " + TableLimits.TAGS_MAX);
        }
    }

    /** The table that an ARN of a tag operation names. */
    static Table requireTable(Call call, String arn) {
        if (!Arns.isTableArn(arn)) {
            throw RequestException.validation(
                    "Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        }
        Table table = call.database().version().table(Arns.tableName(arn));
        if (table == null) {
            throw new RequestException(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "Requested resource not found: ResourcArn: " + arn + " not found");
        }
        return table;
    }
}
