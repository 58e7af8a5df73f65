package dev.penstock.wire.catalogue;

import dev.penstock.error.RequestException;
import dev.penstock.partition.Command;
import dev.penstock.partition.Table;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** UntagResource: removes tags from a table; those that it does not have are no error. */
public final class UntagResource implements Operation {
    private static final JsonName TAG_KEYS = JsonName.of("TagKeys");
    private static final List<JsonName> MEMBERS = List.of(Names.RESOURCE_ARN, TAG_KEYS);

    @Override
    public String name() {
        return "UntagResource";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        String arn = body.string(Names.RESOURCE_ARN);
        List<String> keys = readKeys(body);
        var constraints = new ModelConstraints();
        Texts.constrainArn(constraints, "resourceArn", arn);
        constraints.notNull("tagKeys", keys);
        for (int i = 0; keys != null && i < keys.size(); i++) {
            TagRequest.constrainKey(constraints, "tagKeys." + (i + 1) + ".member", keys.get(i));
        }
        constraints.check();
        if (keys == null || keys.isEmpty()) {
            throw RequestException.validation("Atleast one Tag Key needs to be provided as Input.");
        }
        Table table = TagRequest.requireTable(call, Objects.requireNonNull(arn));
        var command = new Command.UntagTable(table.definition().name(), new HashSet<>(keys));
        TableAnswer.whenTagged(call, command);
    }

    private static @Nullable List<String> readKeys(RequestBody body) {
        JsonReader value = body.find(TAG_KEYS);
        if (value == null || !value.beginList()) {
            return null;
        }
        var keys = new ArrayList<String>();
        while (value.nextElement()) {
            String key = value.readString();
            keys.add(key == null ? "" : key);
        }
        return keys;
    }
}
