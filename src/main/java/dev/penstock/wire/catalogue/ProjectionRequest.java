package dev.penstock.wire.catalogue;

import dev.penstock.table.IndexProjection;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Projection of an index as a request has it. */
record ProjectionRequest(@Nullable String type, @Nullable List<@Nullable String> nonKeyAttributes) {
    /** The model's limits: names of one index, and the length of one. */
    private static final int NAMES_MAX = 20;

    private static final int NAME_MAX = 255;

    /** Reads the structure that comes next; null if there is none. */
    static @Nullable ProjectionRequest read(JsonReader json) {
        if (!json.beginStructure("Projection")) {
            return null;
        }
        String type = null;
        List<@Nullable String> names = null;
        while (json.nextMember()) {
            if (json.nameIs(IndexAnswer.PROJECTION_TYPE)) {
                type = json.readString();
            } else if (json.nameIs(IndexAnswer.NON_KEY_ATTRIBUTES)) {
                names = readNames(json);
            } else {
                json.skipValue();
            }
        }
        return new ProjectionRequest(type, names);
    }

    private static @Nullable List<@Nullable String> readNames(JsonReader json) {
        if (!json.beginList()) {
            return null;
        }
        var names = new ArrayList<@Nullable String>();
        while (json.nextElement()) {
            names.add(json.readString());
        }
        return names;
    }

    void constrain(ModelConstraints constraints, String path) {
        constraints.oneOf(path + ".projectionType", type, Enums.PROJECTION_TYPE);
        if (nonKeyAttributes == null) {
            return;
        }
        String list = path + ".nonKeyAttributes";
        constraints
                .countAtLeast(list, nonKeyAttributes, nonKeyAttributes.size(), 1)
                .countAtMost(list, nonKeyAttributes, nonKeyAttributes.size(), NAMES_MAX);
        for (int i = 0; i < nonKeyAttributes.size(); i++) {
            String member = list + "." + (i + 1) + ".member";
            String name = nonKeyAttributes.get(i);
            constraints
                    .notNull(member, name)
                    .lengthAtLeast(member, name, 1)
                    .lengthAtMost(member, name, NAME_MAX);
        }
    }

    /** Valid only after {@link #constrain} found nothing. */
    IndexProjection toProjection() {
        if (type == null) {
            throw Texts.invalid("Unknown ProjectionType: null");
        }
        var chosen = IndexProjection.Type.valueOf(type);
        boolean includes = chosen == IndexProjection.Type.INCLUDE;
        if (includes == (nonKeyAttributes == null)) {
            throw Texts.invalid(
                    "ProjectionType is %s, but NonKeyAttributes is %s"
                            .formatted(type, includes ? "not specified" : "specified"));
        }
        return new IndexProjection(chosen, names());
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        if (nonKeyAttributes != null) {
            for (String name : nonKeyAttributes) {
                if (name == null || names.contains(name)) {
                    throw Texts.invalid("Duplicate attribute name in NonKeyAttributes: " + name);
                }
                names.add(name);
            }
        }
        return names;
    }
}
