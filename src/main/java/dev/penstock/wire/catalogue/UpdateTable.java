package dev.penstock.wire.catalogue;

import dev.penstock.error.RequestException;
import dev.penstock.partition.Command;
import dev.penstock.table.BillingMode;
import dev.penstock.table.IndexChange;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.TableChange;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * UpdateTable: billing mode, throughput, deletion protection, table class, stream, and global
 * secondary indexes. Answers UPDATING; the change is made by the next request, but for the entries
 * of an index: its status tells of them.
 */
public final class UpdateTable implements Operation {
    private static final List<JsonName> MEMBERS =
            Stream.of(
                            List.of(
                                    TableAnswer.ATTRIBUTE_DEFINITIONS,
                                    Names.TABLE_NAME,
                                    IndexUpdatesRequest.UPDATES,
                                    StreamRequest.SPECIFICATION),
                            SettingsRequest.MEMBERS,
                            UnbuiltSettings.ofUpdateTable())
                    .flatMap(List::stream)
                    .toList();

    @Override
    public String name() {
        return "UpdateTable";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        String nameOrArn = body.string(Names.TABLE_NAME);
        var definitions = KeySchemaRequest.readDefinitions(body);
        var indexes = IndexUpdatesRequest.read(body);
        var settings = SettingsRequest.read(body);
        var stream = StreamRequest.read(body);
        checkRequest(nameOrArn, settings, stream, definitions, indexes);
        Map<String, KeyAttribute> defined =
                definitions == null ? Map.of() : KeySchemaRequest.defined(definitions);
        List<IndexChange> changes = indexes.toChanges(defined);
        UnbuiltSettings.refuseInUpdateTable(body);
        var specification = StreamRequest.ofUpdate(stream);
        if (specification == null) {
            requireChange(settings, indexes);
        }
        String name = nameOrArn == null ? "" : Arns.tableName(nameOrArn);
        var change =
                new TableChange(
                        settings.mode(),
                        settings.throughput(),
                        settings.storageClass(),
                        settings.deletionProtected(),
                        changes,
                        List.copyOf(defined.values()),
                        specification);
        TableAnswer.requireTable(call, name);
        var command = new Command.UpdateTable(name, change);
        TableAnswer.whenChanged(call, command);
    }

    private static void checkRequest(
            @Nullable String nameOrArn,
            SettingsRequest settings,
            @Nullable StreamRequest stream,
            @Nullable List<KeyPairs.Pair> definitions,
            IndexUpdatesRequest indexes) {
        if (nameOrArn == null) {
            throw RequestException.validation(
                    "The parameter 'TableName' is required but was not present in the request");
        }
        var constraints = new ModelConstraints();
        Texts.constrainNewName(constraints, "tableName", Arns.tableName(nameOrArn));
        KeyPairs.constrainDefinitions(constraints, "attributeDefinitions", definitions);
        indexes.constrain(constraints);
        settings.constrain(constraints);
        StreamRequest.constrain(constraints, stream);
        constraints.check();
        if (stream != null && settings.units() != null) {
            throw Texts.invalid("You cannot modify stream status while updating table IOPS");
        }
        BillingMode mode = settings.mode();
        settings.check(mode == null ? BillingMode.PROVISIONED : mode);
    }

    private static void requireChange(SettingsRequest settings, IndexUpdatesRequest indexes) {
        if (indexes.isEmpty()
                && settings.billingMode() == null
                && settings.units() == null
                && settings.tableClass() == null
                && settings.deletionProtected() == null) {
            throw RequestException.validation(
                    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                            + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates"
                            + " is required");
        }
    }
}
