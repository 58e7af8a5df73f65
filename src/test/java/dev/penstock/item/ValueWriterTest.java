package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ValueWriterTest {
    private static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("a", KeyType.N));

    private final ValueWriter writer = new ValueWriter();

    @Test
    void anItemBeginsWithItsKeyAndIsSortedByName() {
        writer.beginItem(SCHEMA);
        writer.name("z");
        writer.bool(true);
        writer.name("a");
        writer.number("1");
        writer.name("c");
        writer.beginMap();
        writer.name("y");
        writer.nullValue();
        writer.name("x");
        writer.string("v");
        writer.endMap();
        writer.name("pk");
        writer.string("k");
        byte[] item = writer.endItem();

        assertThat(HexFormat.of().formatHex(item))
                .isEqualTo(
                        "120000"
                                + "040000"
                                + "02706b"
                                + "01016b"
                                + "0161"
                                + "0202c102"
                                + "0163"
                                + "080b0000"
                                + "020000"
                                + "0178"
                                + "010176"
                                + "0179"
                                + "06"
                                + "017a"
                                + "05");
        assertThat(ItemBytes.find(item, "c".getBytes(StandardCharsets.UTF_8))).isEqualTo(20);
        var key = ItemKey.of(item, true);
        assertThat(key.partitionKeyOffset()).isEqualTo(11);
        assertThat(key.sortKeyOffset()).isEqualTo(16);
        assertThat(key.compareToItem(ItemBytes.keyOf(item, true))).isZero();
    }

    @Test
    void equalMembersOfASetAreRefusedInTheOrderOfTheirArrival() {
        writer.beginSet(AttributeType.SS);
        writer.string("b");
        writer.string("a");
        writer.string("b");
        assertThatThrownBy(writer::endSet)
                .hasMessage(
                        "One or more parameter values were invalid: Input collection [b, a, b]"
                                + " contains duplicates.");
    }
}
