package dev.penstock.wire.catalogue;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.partition.Table;
import dev.penstock.partition.Version;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.Objects;

/**
 * ListTagsOfResource: all of a table's tags at once, for there are 50 at most; NextToken is never
 * given, and so never accepted.
 */
public final class ListTagsOfResource implements Operation {
    private static final JsonName NEXT_TOKEN = JsonName.of("NextToken");
    private static final List<JsonName> MEMBERS = List.of(Names.RESOURCE_ARN, NEXT_TOKEN);

    @Override
    public String name() {
        return "ListTagsOfResource";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String arn = call.body().string(Names.RESOURCE_ARN);
        String token = call.body().string(NEXT_TOKEN);
        var constraints = new ModelConstraints();
        Texts.constrainArn(constraints, "resourceArn", arn);
        constraints.check();
        if (token != null) {
            throw RequestException.validation("Invalid NextToken");
        }
        Version version = call.database().version();
        Table table = findTable(version, Objects.requireNonNull(arn));
        JsonWriter out = call.answer();
        out.beginObject().name(Names.TAGS).beginArray();
        version.tags(table)
                .forEach(
                        (key, value) ->
                                out.beginObject()
                                        .name(TagRequest.TAG_KEY)
                                        .string(key)
                                        .name(TagRequest.TAG_VALUE)
                                        .string(value)
                                        .endObject());
        out.endArray().endObject();
        call.send();
    }

    /** The service does not say whether a resource that it will not show is there. */
    private static Table findTable(Version version, String arn) {
        if (!Arns.isTableArn(arn)) {
            throw RequestException.validation(
                    "Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        }
        Table table = version.table(Arns.tableName(arn));
        if (table == null) {
            throw new RequestException(
                    ErrorCode.ACCESS_DENIED,
                    "User: anonymous is not authorized to perform: dynamodb:ListTagsOfResource on"
                            + " resource: "
                            + arn);
        }
        return table;
    }
}
