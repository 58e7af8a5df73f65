package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void ofTwoAttributesWithOneNameTheLaterCounts() {
        writer.beginItem();
        writer.name("a");
        writer.string("first");
        writer.name("m");
        writer.beginMap();
        writer.name("x");
        writer.string("first, too");
        writer.name("x");
        writer.nullValue();
        writer.endMap();
        writer.name("a");
        writer.bool(true);
        byte[] item = writer.endItem();
        assertThat(ItemBytes.attributeCount(item)).isEqualTo(2);
        assertThat(ItemBytes.sizeBytes(item)).isEqualTo(2 + 1 + 3 + 3);
        assertThat(HexFormat.of().formatHex(item))
                .isEqualTo("090000" + "020000" + "016105" + "016d" + "08060000010000017806");
    }

    @Test
    void equalMembersOfASetAreRefusedInTheOrderOfTheirArrival() {
        writer.beginSet(AttributeType.SS);
        writer.string("b");
        writer.string("a");
        writer.string("b");
        assertRefused(
                writer::endSet,
                "One or more parameter values were invalid: Input collection [b, a, b] contains"
                        + " duplicates.");
    }

    @Test
    void equalMembersOfABinarySetAreRefused() {
        writer.beginSet(AttributeType.BS);
        writer.binary(new byte[] {1});
        writer.binary(new byte[] {1});
        assertRefused(
                writer::endSet,
                "One or more parameter values were invalid: Input collection [AQ==, AQ==]of type"
                        + " BS contains duplicates.");
    }

    @Test
    void numbersAreEqualByValue() {
        writer.beginSet(AttributeType.NS);
        writer.number("1");
        writer.number("1.0");
        assertRefused(writer::endSet, "Input collection contains duplicates");
    }

    @ParameterizedTest
    @CsvSource({
        "SS, An string set  may not be empty",
        "NS, An number set  may not be empty",
        "BS, Binary sets should not be empty"
    })
    void anEmptySetIsRefused(AttributeType type, String text) {
        writer.beginSet(type);
        assertRefused(writer::endSet, "One or more parameter values were invalid: " + text);
    }

    @Test
    void thirtyTwoLevelsAreAccepted() {
        nest(32);
        writer.beginSet(AttributeType.SS);
        writer.string("deep");
        writer.endSet();
        for (int i = 0; i < 32; i++) {
            writer.endList();
        }
        byte[] value = writer.toValue();
        assertThat(ValueBytes.nesting(value, 0)).isEqualTo(32);
        writer.value(value, 0);
        assertThat(writer.toValue()).isEqualTo(value);
    }

    @Test
    void theThirtyThirdLevelIsRefused() {
        nest(32);
        assertRefused(writer::beginMap, "Nesting Levels have exceeded supported limits");
    }

    @Test
    void theThirtyThirdLevelIsRefusedInACopiedValueToo() {
        nest(31);
        for (int i = 0; i < 31; i++) {
            writer.endList();
        }
        byte[] value = writer.toValue();
        nest(2);
        assertRefused(
                () -> writer.value(value, 0), "Nesting Levels have exceeded supported limits");
    }

    @Test
    void aWriterIsUsableAfterARefusal() {
        nest(5);
        writer.beginItem();
        writer.name("a");
        writer.beginSet(AttributeType.NS);
        assertRefused(writer::endSet, "An number set  may not be empty");
        writer.beginItem();
        writer.name("a");
        writer.nullValue();
        assertThat(HexFormat.of().formatHex(writer.endItem())).isEqualTo("020000010000016106");
    }

    @Test
    void moreThanALengthCanTellIsRefused() {
        writer.beginItem();
        writer.name("a");
        byte[] half = new byte[9 << 20];
        writer.binary(half);
        writer.name("b");
        assertRefused(() -> writer.binary(half), "Item size has exceeded the maximum allowed size");
    }

    @Test
    void aSizeThatIsMoreThanTheBytesIsRefusedToo() {
        writer.beginItem();
        writer.name("a");
        writer.beginList();
        for (int i = 0; i < 9 << 20; i++) {
            writer.nullValue();
        }
        writer.endList();
        assertRefused(writer::endItem, "Item size has exceeded the maximum allowed size");
    }

    @Test
    void manyNamesInTheWorstOrderAreSorted() {
        int count = 100_000;
        writer.beginItem();
        for (int i = count - 1; i >= 0; i--) {
            writer.name("%06d".formatted(i));
            writer.nullValue();
        }
        var cursor = new AttributeCursor().overItem(writer.endItem());
        for (int i = 0; i < count; i++) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.nameIs("%06d".formatted(i).getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
        }
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void aMemberOfAnySetIsCopiedAsItIs() {
        writer.beginSet(AttributeType.NS);
        writer.number("7");
        writer.endSet();
        byte[] set = writer.toValue();
        var cursor = new ElementCursor().over(set, 0);
        assertThat(cursor.next()).isTrue();
        writer.beginSet(AttributeType.NS);
        writer.member(set, cursor.offset(), cursor.offset() + cursor.length());
        writer.endSet();
        assertThat(writer.toValue()).isEqualTo(set);
    }

    @Test
    void callsThatMakeNoSenseAreFoundOut() {
        assertThatIllegalStateException().isThrownBy(() -> writer.name("a"));
        assertThatIllegalStateException().isThrownBy(writer::toValue);
        writer.bool(true);
        assertThatIllegalStateException().isThrownBy(() -> writer.bool(true));
        writer.beginItem();
        assertThatIllegalStateException().isThrownBy(writer::nullValue);
        assertThatIllegalStateException().isThrownBy(writer::toValue);
        writer.name("a");
        assertThatIllegalStateException().isThrownBy(() -> writer.name("b"));
        writer.beginSet(AttributeType.SS);
        assertThatIllegalStateException().isThrownBy(() -> writer.number("1"));
        assertThatIllegalStateException().isThrownBy(writer::endList);
    }

    private void nest(int levels) {
        for (int i = 0; i < levels; i++) {
            writer.beginList();
        }
    }

    private static void assertRefused(ThrowingCallable action, String text) {
        assertThatThrownBy(action).isInstanceOf(RequestException.class).hasMessageEndingWith(text);
    }
}
