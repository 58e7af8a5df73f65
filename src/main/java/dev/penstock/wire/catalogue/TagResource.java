package dev.penstock.wire.catalogue;

import dev.penstock.error.RequestException;
import dev.penstock.partition.Command;
import dev.penstock.partition.Table;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.Objects;

/** TagResource: adds tags to a table, or replaces their values; at once, not eventually. */
public final class TagResource implements Operation {
    private static final List<JsonName> MEMBERS = List.of(Names.RESOURCE_ARN, Names.TAGS);

    @Override
    public String name() {
        return "TagResource";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        String arn = body.string(Names.RESOURCE_ARN);
        var tags = TagRequest.readTags(body);
        var constraints = new ModelConstraints();
        Texts.constrainArn(constraints, "resourceArn", arn);
        constraints.notNull("tags", tags.tags());
        tags.constrain(constraints);
        constraints.check();
        var map = tags.toMap();
        if (map.isEmpty()) {
            throw RequestException.validation("Atleast one Tag needs to be provided as Input.");
        }
        Table table = TagRequest.requireTable(call, Objects.requireNonNull(arn));
        var command = new Command.TagTable(table.definition().name(), map);
        TableAnswer.whenTagged(call, command);
    }
}
