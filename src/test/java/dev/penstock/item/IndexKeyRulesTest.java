package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexDefinition.State;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.Throughput;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IndexKeyRulesTest {
    private static final KeyAttribute ID = new KeyAttribute("id", KeyType.S);
    private static final KeyAttribute OWNER = new KeyAttribute("owner", KeyType.S);
    private static final KeyAttribute TEAM = new KeyAttribute("team", KeyType.S);
    private static final KeyAttribute AT = new KeyAttribute("at", KeyType.N);

    @Test
    void anItemNeedNotHaveTheKeysOfAnIndex() {
        assertThatCode(() -> rules(State.ACTIVE).requireItem(item(writer -> {})))
                .doesNotThrowAnyException();
    }

    @Test
    void aKeyOfAnotherTypeIsRefused() {
        byte[] item =
                item(
                        writer -> {
                            writer.name("owner");
                            writer.number("1");
                        });

        assertRefused(
                () -> rules(State.ACTIVE).requireItem(item),
                "One or more parameter values were invalid: Type mismatch for Index Key owner"
                        + " Expected: S Actual: N IndexName: byOwner");
        assertRefused(
                () -> rules(State.BACKFILLING).requireUpdated(item),
                "The update expression attempted to update the secondary index key to unsupported"
                        + " type");
        assertThatCode(() -> rules(State.DELETING).requireItem(item)).doesNotThrowAnyException();
    }

    @Test
    void anEmptyKeyIsRefused() {
        byte[] item = item(writer -> owner(writer, ""));

        assertRefused(
                () -> rules(State.ACTIVE).requireItem(item),
                "One or more parameter values are not valid. A value specified for a secondary"
                    + " index key is not supported. The AttributeValue for a key attribute cannot"
                    + " contain an empty string value. IndexName: byOwner, IndexKey: owner");
        assertRefused(
                () -> rules(State.ACTIVE).requireUpdated(item),
                "One or more parameter values are not valid. The update expression attempted to"
                    + " update a secondary index key to a value that is not supported. The"
                    + " AttributeValue for a key attribute cannot contain an empty string value.");
    }

    @Test
    void theAttributesOfOneKeyAreMeasuredTogether() {
        byte[] item =
                item(
                        writer -> {
                            owner(writer, "o".repeat(1_024));
                            writer.name("team");
                            writer.string("t".repeat(1_025));
                        });

        assertRefused(
                () -> rules(State.ACTIVE).requireItem(item), KeyRules.PARTITION_KEY_TOO_LARGE);
        assertRefused(
                () -> rules(State.ACTIVE).requireUpdated(item),
                "The update expression attempted to update the secondary index key beyond allowed"
                        + " size limits");
    }

    @Test
    void aKeyOfAnIndexHasExactlyItsAttributes() {
        byte[] key = item(writer -> owner(writer, "o"));
        String text = "The provided key element does not match the schema";

        assertThatCode(() -> KeyRules.requireIndexKey(key, List.of(ID, OWNER)))
                .doesNotThrowAnyException();
        assertRefused(() -> KeyRules.requireIndexKey(key, List.of(ID)), text);
        assertRefused(() -> KeyRules.requireIndexKey(key, List.of(ID, OWNER, AT)), text);
        assertRefused(() -> KeyRules.requireIndexKey(key, List.of(ID, AT)), text);
    }

    private static void assertRefused(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOf(RequestException.class).hasMessageContaining(text);
    }

    private static IndexKeyRules rules(State state) {
        return IndexKeyRules.of(
                List.of(
                        new IndexDefinition(
                                "byOwner",
                                1,
                                new IndexKeySchema(List.of(OWNER, TEAM), List.of(AT)),
                                IndexProjection.ALL,
                                Throughput.NONE,
                                state)));
    }

    private static void owner(ValueWriter writer, String value) {
        writer.name("owner");
        writer.string(value);
    }

    private static byte[] item(Consumer<ValueWriter> rest) {
        var writer = new ValueWriter();
        writer.beginItem(new KeySchema(ID, null));
        writer.name("id");
        writer.string("1");
        rest.accept(writer);
        return writer.endItem();
    }
}
