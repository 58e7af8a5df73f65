package dev.penstock.wire.catalogue;

import dev.penstock.index.IndexView;
import dev.penstock.partition.Outcome;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.TableStatus;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;

/** Writes the {@code GlobalSecondaryIndexDescription}s of a table. */
final class IndexAnswer {
    static final JsonName INDEXES = JsonName.of("GlobalSecondaryIndexes");
    static final JsonName PROJECTION = JsonName.of("Projection");
    static final JsonName PROJECTION_TYPE = JsonName.of("ProjectionType");
    static final JsonName NON_KEY_ATTRIBUTES = JsonName.of("NonKeyAttributes");

    private static final JsonName STATUS = JsonName.of("IndexStatus");
    private static final JsonName BACKFILLING = JsonName.of("Backfilling");
    private static final JsonName SIZE_BYTES = JsonName.of("IndexSizeBytes");
    private static final JsonName ITEM_COUNT = JsonName.of("ItemCount");
    private static final JsonName ARN = JsonName.of("IndexArn");

    private final JsonWriter out;
    private final Call call;
    private final Outcome.TableChanged table;

    IndexAnswer(Call call, Outcome.TableChanged table) {
        this.out = call.answer();
        this.call = call;
        this.table = table;
    }

    /** Writes the member, unless there is no index. */
    void write() {
        if (table.definition().indexes().isEmpty()) {
            return;
        }
        out.name(INDEXES).beginArray();
        table.definition().indexes().forEach(this::write);
        out.endArray();
    }

    private void write(IndexDefinition index) {
        out.beginObject();
        out.name(Names.INDEX_NAME).string(index.name());
        writeKeySchema(index);
        writeProjection(index);
        String status = status(index);
        out.name(STATUS).string(status);
        if (index.state() == IndexDefinition.State.BACKFILLING) {
            out.name(BACKFILLING).bool(true);
        }
        TableAnswer.writeThroughput(out, index.throughput());
        writeSize(index);
        out.name(ARN).string(call.arns().ofIndex(table.definition().name(), index.name()));
        out.endObject();
    }

    /** The table's passing state is also its indexes'. */
    private String status(IndexDefinition index) {
        if (table.status() == TableStatus.CREATING || table.status() == TableStatus.DELETING) {
            return table.status().name();
        }
        return switch (index.state()) {
            case BACKFILLING -> "CREATING";
            case ACTIVE ->
                    table.updatedIndexes().contains(index.id())
                            ? TableStatus.UPDATING.name()
                            : TableStatus.ACTIVE.name();
            case DELETING -> "DELETING";
        };
    }

    private void writeKeySchema(IndexDefinition index) {
        out.name(TableAnswer.KEY_SCHEMA).beginArray();
        for (KeyAttribute key : index.keySchema().partitionKeys()) {
            TableAnswer.writeKeyElement(out, key, KeyPairs.HASH);
        }
        for (KeyAttribute key : index.keySchema().sortKeys()) {
            TableAnswer.writeKeyElement(out, key, KeyPairs.RANGE);
        }
        out.endArray();
    }

    private void writeProjection(IndexDefinition index) {
        out.name(PROJECTION).beginObject();
        out.name(PROJECTION_TYPE).string(index.projection().type().name());
        if (!index.projection().nonKeyAttributes().isEmpty()) {
            out.name(NON_KEY_ATTRIBUTES).beginArray();
            index.projection().nonKeyAttributes().forEach(out::string);
            out.endArray();
        }
        out.endObject();
    }

    private void writeSize(IndexDefinition index) {
        IndexView view = call.database().index(table.definition().id(), index.id());
        out.name(SIZE_BYTES).number(view.sizeBytes());
        out.name(ITEM_COUNT).number(view.itemCount());
    }
}
