package dev.penstock.wire.catalogue;

import static java.util.Objects.requireNonNullElse;

import dev.penstock.error.RequestException;
import dev.penstock.partition.Command;
import dev.penstock.table.BillingMode;
import dev.penstock.table.NewTable;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.stream.Stream;

/** CreateTable: answers CREATING; the table is ACTIVE by the next request. */
public final class CreateTable implements Operation {
    private static final List<JsonName> MEMBERS =
            Stream.of(
                            List.of(
                                    TableAnswer.ATTRIBUTE_DEFINITIONS,
                                    Names.TABLE_NAME,
                                    TableAnswer.KEY_SCHEMA),
                            List.of(IndexAnswer.INDEXES),
                            SettingsRequest.MEMBERS,
                            List.of(Names.TAGS, StreamRequest.SPECIFICATION),
                            UnbuiltSettings.ofCreateTable())
                    .flatMap(List::stream)
                    .toList();

    @Override
    public String name() {
        return "CreateTable";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        NewTable table = read(body);
        var command = new Command.CreateTable(table);
        TableAnswer.whenChanged(call, command);
    }

    private static NewTable read(RequestBody body) {
        String nameOrArn = body.string(Names.TABLE_NAME);
        var keys = KeySchemaRequest.read(body);
        var indexes = NewIndexesRequest.read(body);
        var settings = SettingsRequest.read(body);
        var tags = TagRequest.readTags(body);
        var stream = StreamRequest.read(body);
        if (nameOrArn == null) {
            throw RequestException.validation(
                    "The parameter 'TableName' is required but was not present in the request");
        }
        String name = Arns.tableName(nameOrArn);
        var constraints = new ModelConstraints();
        Texts.constrainNewName(constraints, "tableName", name);
        keys.constrain(constraints);
        indexes.constrain(constraints);
        settings.constrain(constraints);
        tags.constrain(constraints);
        StreamRequest.constrain(constraints, stream);
        constraints.check();
        // First: an index that is not built may use attributes that nothing else does.
        UnbuiltSettings.refuseInCreateTable(body);

        var mode = requireNonNullElse(settings.mode(), BillingMode.PROVISIONED);
        Throughput throughput = throughput(settings, mode);
        var schema = keys.toKeySchema();
        var newIndexes = indexes.toIndexes(mode, keys.definedAttributes());
        keys.requireAllUsed(indexes.all());
        return new NewTable(
                name,
                schema,
                keys.attributes(),
                TableSettings.of(
                                mode,
                                throughput,
                                requireNonNullElse(settings.storageClass(), TableClass.STANDARD),
                                requireNonNullElse(settings.deletionProtected(), false))
                        .with(StreamRequest.ofNewTable(stream)),
                newIndexes,
                tags.toMap());
    }

    private static Throughput throughput(SettingsRequest settings, BillingMode mode) {
        settings.check(mode);
        Throughput throughput = settings.throughput();
        if (mode == BillingMode.PROVISIONED && throughput == null) {
            throw Texts.invalid(
                    "ReadCapacityUnits and WriteCapacityUnits must both be specified when"
                            + " BillingMode is PROVISIONED");
        }
        return requireNonNullElse(throughput, Throughput.NONE);
    }
}
