package dev.penstock.wire.catalogue;

import dev.penstock.partition.Command;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.Table;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableSettings;
import dev.penstock.table.TableStatus;
import dev.penstock.table.Throughput;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Texts;

/** Writes a {@code TableDescription}: the answer of every operation that touches one table. */
final class TableAnswer {
    static final JsonName TABLE_DESCRIPTION = JsonName.of("TableDescription");
    static final JsonName TABLE = JsonName.of("Table");
    static final JsonName ATTRIBUTE_NAME = JsonName.of("AttributeName");
    static final JsonName ATTRIBUTE_TYPE = JsonName.of("AttributeType");
    static final JsonName KEY_TYPE = JsonName.of("KeyType");
    static final JsonName ATTRIBUTE_DEFINITIONS = JsonName.of("AttributeDefinitions");
    static final JsonName KEY_SCHEMA = JsonName.of("KeySchema");
    static final JsonName PROVISIONED_THROUGHPUT = JsonName.of("ProvisionedThroughput");
    static final JsonName READ_UNITS = JsonName.of("ReadCapacityUnits");
    static final JsonName WRITE_UNITS = JsonName.of("WriteCapacityUnits");
    static final JsonName BILLING_MODE = JsonName.of("BillingMode");
    static final JsonName TABLE_CLASS = JsonName.of("TableClass");
    static final JsonName DELETION_PROTECTION = JsonName.of("DeletionProtectionEnabled");

    private static final JsonName STATUS = JsonName.of("TableStatus");
    private static final JsonName CREATED = JsonName.of("CreationDateTime");
    private static final JsonName LAST_INCREASE = JsonName.of("LastIncreaseDateTime");
    private static final JsonName LAST_DECREASE = JsonName.of("LastDecreaseDateTime");
    private static final JsonName DECREASES_TODAY = JsonName.of("NumberOfDecreasesToday");
    private static final JsonName SIZE_BYTES = JsonName.of("TableSizeBytes");
    private static final JsonName ITEM_COUNT = JsonName.of("ItemCount");
    private static final JsonName ARN = JsonName.of("TableArn");
    private static final JsonName ID = JsonName.of("TableId");
    private static final JsonName BILLING_SUMMARY = JsonName.of("BillingModeSummary");
    private static final JsonName TO_ON_DEMAND = JsonName.of("LastUpdateToPayPerRequestDateTime");
    private static final JsonName CLASS_SUMMARY = JsonName.of("TableClassSummary");

    private TableAnswer() {}

    /** A table as it stands. */
    static void describe(Call call, Table table) {
        JsonWriter out = call.answer();
        out.beginObject().name(TABLE);
        write(
                call,
                new Outcome.TableChanged(
                        table.definition(),
                        TableStatus.ACTIVE,
                        table.itemCount(),
                        table.sizeBytes()));
        out.endObject();
        call.send();
    }

    /** Answers when the writer has done what it was asked to do. */
    static void whenChanged(Call call, Command command) {
        call.submit(
                command,
                call.body().length(),
                outcome -> {
                    var changed =
                            switch (outcome) {
                                case Outcome.TableChanged done -> done;
                                case Outcome.Refused refused -> throw refused.error();
                                case Outcome.Tagged other -> throw unexpected(other);
                                case Outcome.StreamsKept other -> throw unexpected(other);
                                case Outcome.Expired other -> throw unexpected(other);
                                case Outcome.Written other -> throw unexpected(other);
                                case Outcome.ConditionFailed other -> throw unexpected(other);
                            };
                    JsonWriter out = call.answer();
                    out.beginObject().name(TABLE_DESCRIPTION);
                    write(call, changed);
                    out.endObject();
                    call.send();
                });
    }

    /** Answers nothing when the writer has done what it was asked to do to a table's tags. */
    static void whenTagged(Call call, Command command) {
        call.submit(
                command,
                call.body().length(),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Tagged ignored -> {
                            // The service's answer has no body at all.
                            call.send();
                        }
                        case Outcome.Refused refused -> throw refused.error();
                        case Outcome.TableChanged other -> throw unexpected(other);
                        case Outcome.StreamsKept other -> throw unexpected(other);
                        case Outcome.Expired other -> throw unexpected(other);
                        case Outcome.Written other -> throw unexpected(other);
                        case Outcome.ConditionFailed other -> throw unexpected(other);
                    }
                });
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("unexpected outcome of a table command: " + outcome);
    }

    private static void write(Call call, Outcome.TableChanged table) {
        JsonWriter out = call.answer();
        TableDefinition definition = table.definition();
        TableSettings settings = definition.settings();
        out.beginObject();
        writeAttributeDefinitions(out, definition);
        out.name(Names.TABLE_NAME).string(definition.name());
        writeKeySchema(out, definition.keySchema());
        out.name(STATUS).string(table.status().name());
        out.name(CREATED).timestamp(definition.identity().createdMicros());
        writeThroughput(out, settings.throughput());
        out.name(SIZE_BYTES).number(table.sizeBytes());
        out.name(ITEM_COUNT).number(table.itemCount());
        out.name(ARN).string(call.arns().ofTable(definition.name()));
        out.name(ID).string(definition.identity().uuid());
        writeBilling(out, settings);
        new IndexAnswer(call, table).write();
        if (settings.tableClass() != TableClass.STANDARD) {
            out.name(CLASS_SUMMARY).beginObject();
            out.name(TABLE_CLASS).string(settings.tableClass().name());
            out.endObject();
        }
        StreamRequest.describe(out, call.arns(), definition.name(), settings.stream());
        out.name(DELETION_PROTECTION).bool(settings.deletionProtected());
        out.endObject();
    }

    private static void writeAttributeDefinitions(JsonWriter out, TableDefinition definition) {
        out.name(ATTRIBUTE_DEFINITIONS).beginArray();
        for (KeyAttribute attribute : definition.attributeDefinitions()) {
            out.beginObject();
            out.name(ATTRIBUTE_NAME).string(attribute.name());
            out.name(ATTRIBUTE_TYPE).string(attribute.type().name());
            out.endObject();
        }
        out.endArray();
    }

    private static void writeKeySchema(JsonWriter out, KeySchema schema) {
        out.name(KEY_SCHEMA).beginArray();
        writeKeyElement(out, schema.partitionKey(), "HASH");
        KeyAttribute sortKey = schema.sortKey();
        if (sortKey != null) {
            writeKeyElement(out, sortKey, "RANGE");
        }
        out.endArray();
    }

    static void writeKeyElement(JsonWriter out, KeyAttribute attribute, String type) {
        out.beginObject();
        out.name(ATTRIBUTE_NAME).string(attribute.name());
        out.name(KEY_TYPE).string(type);
        out.endObject();
    }

    static void writeThroughput(JsonWriter out, Throughput throughput) {
        out.name(PROVISIONED_THROUGHPUT).beginObject();
        if (throughput.lastIncreaseMicros() != 0) {
            out.name(LAST_INCREASE).timestamp(throughput.lastIncreaseMicros());
        }
        if (throughput.lastDecreaseMicros() != 0) {
            out.name(LAST_DECREASE).timestamp(throughput.lastDecreaseMicros());
        }
        out.name(DECREASES_TODAY).number(throughput.decreasesToday());
        out.name(READ_UNITS).number(throughput.readUnits());
        out.name(WRITE_UNITS).number(throughput.writeUnits());
        out.endObject();
    }

    /** A table that never was on demand has no summary. */
    private static void writeBilling(JsonWriter out, TableSettings settings) {
        if (settings.billingMode() == BillingMode.PROVISIONED
                && settings.payPerRequestSinceMicros() == 0) {
            return;
        }
        out.name(BILLING_SUMMARY).beginObject();
        out.name(BILLING_MODE).string(settings.billingMode().name());
        if (settings.payPerRequestSinceMicros() != 0) {
            out.name(TO_ON_DEMAND).timestamp(settings.payPerRequestSinceMicros());
        }
        out.endObject();
    }

    /** Finds a table for an operation on tables. */
    static Table requireTable(Call call, String name) {
        Table table = call.database().version().table(name);
        if (table == null) {
            throw Texts.noTable(name);
        }
        return table;
    }
}
