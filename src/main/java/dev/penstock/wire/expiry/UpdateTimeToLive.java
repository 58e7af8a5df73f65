package dev.penstock.wire.expiry;

import static java.util.Objects.requireNonNull;

import dev.penstock.partition.Command;
import dev.penstock.partition.Outcome;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * UpdateTimeToLive: which attribute says when an item expires, or that none does. In force at once,
 * not after up to an hour; but as in DynamoDB, there is a while in which it is not changed again.
 */
public final class UpdateTimeToLive implements Operation {
    static final JsonName ATTRIBUTE_NAME = JsonName.of("AttributeName");

    private static final JsonName SPECIFICATION = JsonName.of("TimeToLiveSpecification");
    private static final JsonName ENABLED = JsonName.of("Enabled");
    private static final List<JsonName> MEMBERS = List.of(Names.TABLE_NAME, SPECIFICATION);

    private static final int ATTRIBUTE_NAME_MAX = 255;

    @Override
    public String name() {
        return "UpdateTimeToLive";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    /** Null: the request does not say. */
    private record Specification(@Nullable Boolean enabled, @Nullable String attributeName) {}

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        String nameOrArn = body.string(Names.TABLE_NAME);
        Specification specification = read(body);
        String name = Texts.checkedTableName(nameOrArn);
        check(specification);
        String attribute = requireNonNull(requireNonNull(specification).attributeName());
        boolean enabled = requireNonNull(specification.enabled());
        var command = new Command.UpdateTimeToLive(name, attribute, enabled);
        call.submit(
                command,
                body.length(),
                outcome -> {
                    switch (outcome) {
                        case Outcome.TableChanged _ -> answer(call, command);
                        case Outcome.Refused refused -> throw refused.error();
                        case Outcome.Tagged other -> throw unexpected(other);
                        case Outcome.Expired other -> throw unexpected(other);
                        case Outcome.StreamsKept other -> throw unexpected(other);
                        case Outcome.Written other -> throw unexpected(other);
                        case Outcome.ConditionFailed other -> throw unexpected(other);
                    }
                });
    }

    private static @Nullable Specification read(RequestBody body) {
        JsonReader value = body.find(SPECIFICATION);
        if (value == null || !value.beginStructure("TimeToLiveSpecification")) {
            return null;
        }
        Boolean enabled = null;
        String attributeName = null;
        while (value.nextMember()) {
            if (value.nameIs(ENABLED)) {
                enabled = value.readBoolean();
            } else if (value.nameIs(ATTRIBUTE_NAME)) {
                attributeName = value.readString();
            } else {
                value.skipValue();
            }
        }
        return new Specification(enabled, attributeName);
    }

    private static void check(@Nullable Specification specification) {
        var constraints = new ModelConstraints();
        constraints.notNull("timeToLiveSpecification", specification);
        if (specification != null) {
            String path = "timeToLiveSpecification.attributeName";
            String attributeName = specification.attributeName();
            constraints
                    .notNull(path, attributeName)
                    .lengthAtLeast(path, attributeName, 1)
                    .lengthAtMost(path, attributeName, ATTRIBUTE_NAME_MAX)
                    .notNull("timeToLiveSpecification.enabled", specification.enabled());
        }
        constraints.check();
    }

    private static void answer(Call call, Command.UpdateTimeToLive done) {
        JsonWriter out = call.answer();
        out.beginObject().name(SPECIFICATION).beginObject();
        out.name(ATTRIBUTE_NAME).string(done.attributeName());
        out.name(ENABLED).bool(done.enabled());
        out.endObject().endObject();
        call.send();
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("unexpected outcome of a table command: " + outcome);
    }
}
