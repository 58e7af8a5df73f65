package dev.penstock.partition.system;

import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.destination.StreamingDestination;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The destinations of a table within its {@link DefinitionRow}: a list of maps, absent in a table
 * that has none. Their names stand in the log: add, never rename.
 */
final class DestinationRows {
    private static final String DESTINATIONS = "destinations";
    private static final String ARN = "streamArn";
    private static final String PRECISION = "precision";
    private static final String STATE = "state";
    private static final String SINCE = "sinceMicros";
    private static final String END = "endMicros";

    private DestinationRows() {}

    static void encode(List<StreamingDestination> destinations, ValueWriter writer) {
        if (destinations.isEmpty()) {
            return;
        }
        writer.name(DESTINATIONS);
        writer.beginList();
        destinations.forEach(destination -> encode(destination, writer));
        writer.endList();
    }

    private static void encode(StreamingDestination destination, ValueWriter writer) {
        writer.beginMap();
        writer.name(ARN);
        writer.string(destination.streamArn());
        writer.name(PRECISION);
        writer.string(destination.precision().name());
        writer.name(STATE);
        writer.string(destination.state().name());
        writer.name(SINCE);
        writer.number(Long.toString(destination.sinceMicros()));
        writer.name(END);
        writer.number(Long.toString(destination.endMicros()));
        writer.endMap();
    }

    static List<StreamingDestination> decode(RowReader row) {
        int list = row.find(DESTINATIONS);
        var destinations = new ArrayList<StreamingDestination>();
        if (list >= 0) {
            for (int i = 0; i < ValueBytes.elementCount(row.row(), list); i++) {
                destinations.add(decode(row.row(), ValueBytes.listElement(row.row(), list, i)));
            }
        }
        return destinations;
    }

    private static StreamingDestination decode(byte[] row, int map) {
        return new StreamingDestination(
                RowReader.textAt(row, require(row, map, ARN)),
                StreamingDestination.Precision.valueOf(
                        RowReader.textAt(row, require(row, map, PRECISION))),
                StreamingDestination.State.valueOf(RowReader.textAt(row, require(row, map, STATE))),
                RowReader.numberAt(row, require(row, map, SINCE)),
                RowReader.numberAt(row, require(row, map, END)));
    }

    private static int require(byte[] row, int map, String name) {
        int at = ValueBytes.mapFind(row, map, name.getBytes(StandardCharsets.UTF_8));
        if (at < 0) {
            throw new IllegalStateException("the row of a destination lacks " + name);
        }
        return at;
    }
}
