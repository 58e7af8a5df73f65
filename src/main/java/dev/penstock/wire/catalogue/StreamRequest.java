package dev.penstock.wire.catalogue;

import dev.penstock.error.RequestException;
import dev.penstock.table.LatestStream;
import dev.penstock.table.StreamSpecification;
import dev.penstock.table.StreamViewType;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import org.jspecify.annotations.Nullable;

/** The StreamSpecification of CreateTable and UpdateTable, and what a description shows of it. */
record StreamRequest(@Nullable Boolean enabled, @Nullable String viewType) {
    static final JsonName SPECIFICATION = JsonName.of("StreamSpecification");

    private static final JsonName ENABLED = JsonName.of("StreamEnabled");
    private static final JsonName VIEW_TYPE = JsonName.of("StreamViewType");
    private static final JsonName LATEST_LABEL = JsonName.of("LatestStreamLabel");
    private static final JsonName LATEST_ARN = JsonName.of("LatestStreamArn");

    /** Null: the request has none. */
    static @Nullable StreamRequest read(RequestBody body) {
        JsonReader value = body.find(SPECIFICATION);
        if (value == null || !value.beginStructure("StreamSpecification")) {
            return null;
        }
        Boolean enabled = null;
        String viewType = null;
        while (value.nextMember()) {
            if (value.nameIs(ENABLED)) {
                enabled = value.readBoolean();
            } else if (value.nameIs(VIEW_TYPE)) {
                viewType = value.readString();
            } else {
                value.skipValue();
            }
        }
        return new StreamRequest(enabled, viewType);
    }

    static void constrain(ModelConstraints constraints, @Nullable StreamRequest request) {
        if (request != null) {
            constraints
                    .oneOf(
                            "streamSpecification.streamViewType",
                            request.viewType,
                            Enums.STREAM_VIEW_TYPE)
                    .notNull("streamSpecification.streamEnabled", request.enabled);
        }
    }

    /** The stream of a new table; null if it is to have none. */
    static @Nullable LatestStream ofNewTable(@Nullable StreamRequest request) {
        if (request == null) {
            return null;
        }
        StreamViewType view = request.view();
        if (Boolean.TRUE.equals(request.enabled)) {
            if (view == null) {
                throw Texts.invalid(
                        "Table is being created with a stream enabled, UpdateViewType is required");
            }
            return LatestStream.wanted(view);
        }
        if (view != null) {
            throw Texts.invalid(
                    "Table is being created with a stream disabled, UpdateViewType should not be"
                            + " specified");
        }
        return null;
    }

    /**
     * What an update asks for; null if nothing.
     *
     * @throws RequestException if it contradicts itself
     */
    static @Nullable StreamSpecification ofUpdate(@Nullable StreamRequest request) {
        if (request == null) {
            return null;
        }
        StreamViewType view = request.view();
        boolean enables = Boolean.TRUE.equals(request.enabled);
        if (enables && view == null) {
            throw Texts.invalid("If stream is being enabled then UpdateViewType is required");
        }
        if (!enables && view != null) {
            throw Texts.invalid(
                    "If stream is being disabled, then UpdateViewType must not be specified");
        }
        return new StreamSpecification(view);
    }

    private @Nullable StreamViewType view() {
        return viewType == null ? null : StreamViewType.valueOf(viewType);
    }

    /** Writes the members of a description: none, if the table never had a stream. */
    static void describe(
            JsonWriter out, Arns arns, String tableName, @Nullable LatestStream stream) {
        if (stream == null) {
            return;
        }
        if (stream.enabled()) {
            out.name(SPECIFICATION).beginObject();
            out.name(ENABLED).bool(true);
            out.name(VIEW_TYPE).string(stream.viewType().name());
            out.endObject();
        }
        out.name(LATEST_LABEL).string(stream.label());
        out.name(LATEST_ARN).string(arns.ofStream(tableName, stream.label()));
    }
}
