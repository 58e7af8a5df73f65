package dev.penstock.partition.system;

import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.Throughput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The indexes of a table within its {@link DefinitionRow}: a list of maps. Their names stand in the
 * log: add, never rename. The types of key attributes stand in the table's definitions.
 */
final class IndexRows {
    private static final String INDEXES = "indexes";
    private static final String NAME = "name";
    private static final String ID = "id";
    private static final String PARTITION_KEYS = "partitionKeys";
    private static final String SORT_KEYS = "sortKeys";
    private static final String PROJECTION = "projection";
    private static final String NON_KEY_ATTRIBUTES = "nonKeyAttributes";
    private static final String READ_UNITS = "readUnits";
    private static final String WRITE_UNITS = "writeUnits";
    private static final String LAST_INCREASE = "lastIncreaseMicros";
    private static final String LAST_DECREASE = "lastDecreaseMicros";
    private static final String DECREASES_TODAY = "decreasesToday";
    private static final String STATE = "state";

    private IndexRows() {}

    static void encode(List<IndexDefinition> indexes, ValueWriter writer) {
        writer.name(INDEXES);
        writer.beginList();
        indexes.forEach(index -> encode(index, writer));
        writer.endList();
    }

    private static void encode(IndexDefinition index, ValueWriter writer) {
        writer.beginMap();
        text(writer, NAME, index.name());
        number(writer, ID, index.id());
        texts(writer, PARTITION_KEYS, names(index.keySchema().partitionKeys()));
        texts(writer, SORT_KEYS, names(index.keySchema().sortKeys()));
        text(writer, PROJECTION, index.projection().type().name());
        texts(writer, NON_KEY_ATTRIBUTES, index.projection().nonKeyAttributes());
        Throughput throughput = index.throughput();
        number(writer, READ_UNITS, throughput.readUnits());
        number(writer, WRITE_UNITS, throughput.writeUnits());
        number(writer, LAST_INCREASE, throughput.lastIncreaseMicros());
        number(writer, LAST_DECREASE, throughput.lastDecreaseMicros());
        number(writer, DECREASES_TODAY, throughput.decreasesToday());
        text(writer, STATE, index.state().name());
        writer.endMap();
    }

    private static List<String> names(List<KeyAttribute> keys) {
        return keys.stream().map(KeyAttribute::name).toList();
    }

    private static void text(ValueWriter writer, String name, String value) {
        writer.name(name);
        writer.string(value);
    }

    private static void number(ValueWriter writer, String name, long value) {
        writer.name(name);
        writer.number(Long.toString(value));
    }

    private static void texts(ValueWriter writer, String name, List<String> values) {
        writer.name(name);
        writer.beginList();
        values.forEach(writer::string);
        writer.endList();
    }

    /**
     * @param defined the table's attribute definitions by name
     */
    static List<IndexDefinition> decode(RowReader row, Map<String, KeyAttribute> defined) {
        int list = row.find(INDEXES);
        var indexes = new ArrayList<IndexDefinition>();
        if (list >= 0) {
            for (int i = 0; i < ValueBytes.elementCount(row.row(), list); i++) {
                int at = ValueBytes.listElement(row.row(), list, i);
                indexes.add(new Fields(row.row(), at).decode(defined));
            }
        }
        return indexes;
    }

    /** One index, a map within the row. */
    @SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
    private record Fields(byte[] row, int map) {
        IndexDefinition decode(Map<String, KeyAttribute> defined) {
            return new IndexDefinition(
                    text(NAME),
                    (int) number(ID),
                    new IndexKeySchema(keys(PARTITION_KEYS, defined), keys(SORT_KEYS, defined)),
                    new IndexProjection(
                            IndexProjection.Type.valueOf(text(PROJECTION)),
                            texts(NON_KEY_ATTRIBUTES)),
                    new Throughput(
                            number(READ_UNITS),
                            number(WRITE_UNITS),
                            number(LAST_INCREASE),
                            number(LAST_DECREASE),
                            (int) number(DECREASES_TODAY)),
                    IndexDefinition.State.valueOf(text(STATE)));
        }

        private String text(String name) {
            return RowReader.textAt(row, require(name));
        }

        private long number(String name) {
            return RowReader.numberAt(row, require(name));
        }

        private List<KeyAttribute> keys(String name, Map<String, KeyAttribute> defined) {
            return texts(name).stream()
                    .map(key -> DefinitionRow.keyAttribute(defined, key))
                    .toList();
        }

        private List<String> texts(String name) {
            int list = require(name);
            var texts = new ArrayList<String>();
            for (int i = 0; i < ValueBytes.elementCount(row, list); i++) {
                texts.add(RowReader.textAt(row, ValueBytes.listElement(row, list, i)));
            }
            return texts;
        }

        private int require(String name) {
            int at = ValueBytes.mapFind(row, map, name.getBytes(StandardCharsets.UTF_8));
            if (at < 0) {
                throw new IllegalStateException("the row of an index lacks " + name);
            }
            return at;
        }
    }
}
