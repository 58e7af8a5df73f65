package dev.penstock.partition.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.table.BillingMode;
import dev.penstock.table.IndexChange;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexDefinition.State;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.NewIndex;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IndexesChangeTest {
    private static final long MICROS = 1_000_000;
    private static final KeyAttribute ARTIST = new KeyAttribute("Artist", KeyType.S);
    private static final KeyAttribute YEAR = new KeyAttribute("Year", KeyType.N);
    private static final KeyAttribute GENRE = new KeyAttribute("Genre", KeyType.S);
    private static final Throughput UNITS = Throughput.of(5, 6);

    @Test
    void aNewIndexIsFilledFirstAndBringsItsAttributes() {
        var after = apply(onDemand(), create("byYear"));

        assertThat(after.indexes())
                .singleElement()
                .satisfies(
                        index -> {
                            assertThat(index.state()).isEqualTo(State.BACKFILLING);
                            assertThat(index.id()).isEqualTo(1);
                            assertThat(index.throughput()).isEqualTo(Throughput.NONE);
                        });
        assertThat(after.attributeDefinitions()).containsExactly(ARTIST, YEAR);
        assertThat(after.generation()).isEqualTo(2);
    }

    @Test
    void noIdIsGivenTwiceWithinATable() {
        var made = settled(apply(onDemand(), create("byYear")));
        var dropped = made.with(List.of());

        assertThat(apply(dropped, create("byYear")).index("byYear"))
                .extracting(IndexDefinition::id)
                .isEqualTo(2);
    }

    @Test
    void oneIndexIsMadeOrDroppedAtATime() {
        String text =
                "Subscriber limit exceeded: Only 1 online index can be created or deleted"
                        + " simultaneously per table";
        var filling = apply(onDemand(), create("byYear"));
        var twoAtRest = settled(apply(settled(filling), create("second")));
        var dropping = apply(twoAtRest, new IndexChange.Delete("byYear"));

        assertRefused(() -> apply(filling, create("second")), ErrorCode.LIMIT_EXCEEDED, text);
        assertRefused(() -> apply(dropping, create("third")), ErrorCode.LIMIT_EXCEEDED, text);
        assertRefused(
                () -> apply(dropping, new IndexChange.Delete("second")),
                ErrorCode.LIMIT_EXCEEDED,
                text);
    }

    @Test
    void anIndexMayBeGivenUpWhileItIsFilled() {
        var after = apply(apply(onDemand(), create("byYear")), new IndexChange.Delete("byYear"));

        assertThat(after.indexes())
                .singleElement()
                .extracting(IndexDefinition::state)
                .isEqualTo(State.DELETING);
    }

    @Test
    void whatIsThereIsNotMadeAndWhatIsNotThereNotChanged() {
        var made = settled(apply(onDemand(), create("byYear")));

        assertRefused(
                () -> apply(made, create("byYear")),
                ErrorCode.VALIDATION,
                "Attempting to create an index which already exists");
        assertRefused(
                () -> apply(made, new IndexChange.Delete("other")),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found");
        assertRefused(
                () -> apply(made, new IndexChange.Update("other", UNITS)),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found");
    }

    @Test
    void anIndexThatIsGoingIsInUse() {
        var going =
                apply(
                        settled(apply(onDemand(), create("byYear"))),
                        new IndexChange.Delete("byYear"));

        assertRefused(
                () -> apply(going, new IndexChange.Delete("byYear")),
                ErrorCode.RESOURCE_IN_USE,
                "Attempt to change a resource which is still in use: Index is being deleted. "
                        + " Table: Music Index: byYear");
    }

    @Test
    void oneIndexMoreThanTheLimitIsRefused() {
        var definition = onDemand();
        for (int i = 0; i < 20; i++) {
            definition = settled(apply(definition, create("index" + i)));
        }
        var full = definition;

        assertRefused(
                () -> apply(full, create("onemore")),
                ErrorCode.LIMIT_EXCEEDED,
                "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table"
                        + " limit of 20");
    }

    @Test
    void projectedAttributesAreCountedOverAllIndexes() {
        var definition = onDemand();
        for (int i = 0; i < 5; i++) {
            definition = settled(apply(definition, including("index" + i, 20)));
        }
        var full = definition;

        assertRefused(
                () -> apply(full, including("onemore", 1)),
                ErrorCode.LIMIT_EXCEEDED,
                "Subscriber limit exceeded: Number of projected attributes of all secondary"
                        + " indexes exceeds per-table limit of 100");
        assertThat(apply(full, create("keysonly")).indexes()).hasSize(6);
    }

    @Test
    void unitsGoWithTheBillingModeOfTheTable() {
        assertRefused(
                () -> apply(provisioned(), create("byYear")),
                ErrorCode.VALIDATION,
                "One or more parameter values were invalid: ProvisionedThroughput must be"
                        + " specified for index: byYear");
        assertRefused(
                () -> apply(onDemand(), create("byYear", UNITS)),
                ErrorCode.VALIDATION,
                "One or more parameter values were invalid: Neither ReadCapacityUnits nor"
                        + " WriteCapacityUnits can be specified for index: byYear when BillingMode"
                        + " is PAY_PER_REQUEST");
    }

    @Test
    void unitsOfAnIndexChangeWithTheirHistory() {
        var made = settled(apply(provisioned(), create("byYear", UNITS)));

        var after = apply(made, new IndexChange.Update("byYear", Throughput.of(7, 6)));

        assertThat(after.indexes().getFirst().throughput())
                .isEqualTo(new Throughput(7, 6, MICROS, 0, 0));
        assertRefused(
                () -> apply(made, new IndexChange.Update("byYear", UNITS)),
                ErrorCode.VALIDATION,
                "The provisioned throughput for the index byYear will not change. The requested"
                    + " value equals the current value. Current ReadCapacityUnits provisioned for"
                    + " the index byYear: 5. Requested ReadCapacityUnits: 5. Current"
                    + " WriteCapacityUnits provisioned for the index byYear: 6. Requested"
                    + " WriteCapacityUnits: 6. Refer to the Amazon DynamoDB Developer Guide for"
                    + " current limits and how to request higher limits.");
    }

    @Test
    void indexesFollowTheBillingModeOfTheTable() {
        var made = settled(apply(provisioned(), create("byYear", UNITS)));
        var toOnDemand = new TableChange(BillingMode.PAY_PER_REQUEST, null, null, null);

        var after = apply(made, toOnDemand);

        assertThat(after.indexes().getFirst().throughput()).isEqualTo(Throughput.NONE);
        assertRefused(
                () -> apply(after, new TableChange(BillingMode.PROVISIONED, UNITS, null, null)),
                ErrorCode.VALIDATION,
                "One or more parameter values were invalid: ProvisionedThroughput must be"
                        + " specified for index: byYear");
        var back =
                apply(
                        after,
                        new TableChange(
                                BillingMode.PROVISIONED,
                                UNITS,
                                null,
                                null,
                                List.of(new IndexChange.Update("byYear", UNITS)),
                                List.of()));
        assertThat(back.indexes().getFirst().throughput()).isEqualTo(UNITS);
        var two = settled(apply(after, create("byGenre")));
        assertRefused(
                () -> apply(two, new TableChange(BillingMode.PROVISIONED, UNITS, null, null)),
                ErrorCode.VALIDATION,
                "One or more parameter values were invalid: ProvisionedThroughput must be"
                        + " specified for index: byGenre,byYear");
        var going = apply(after, new IndexChange.Delete("byYear"));
        assertThat(apply(going, new TableChange(BillingMode.PROVISIONED, UNITS, null, null)))
                .satisfies(
                        table ->
                                assertThat(table.settings().billingMode())
                                        .isEqualTo(BillingMode.PROVISIONED));
    }

    @Test
    void definitionsThatNoKeyUsesAreDropped() {
        var made = settled(apply(onDemand(), create("byYear")));

        assertThat(made.attributeDefinitions()).containsExactly(ARTIST, YEAR);
        assertThat(made.with(List.of()).attributeDefinitions()).containsExactly(ARTIST);
    }

    @Test
    void theTypeOfAnAttributeThatIsInUseStays() {
        var change =
                new TableChange(
                        null,
                        null,
                        null,
                        null,
                        List.of(create("byYear")),
                        List.of(YEAR, new KeyAttribute("Artist", KeyType.N)));

        assertRefused(
                () -> apply(onDemand(), change),
                ErrorCode.VALIDATION,
                "One or more parameter values were invalid: The type of the key attribute Artist"
                        + " cannot be changed");
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refused -> {
                            assertThat(refused.text()).isEqualTo(text);
                            assertThat(refused.code()).isEqualTo(code);
                        });
    }

    private static TableDefinition apply(TableDefinition before, IndexChange change) {
        return apply(
                before,
                new TableChange(null, null, null, null, List.of(change), List.of(YEAR, GENRE)));
    }

    private static TableDefinition apply(TableDefinition before, TableChange change) {
        var settings = SettingsChange.apply(before.settings(), change, MICROS);
        return IndexesChange.apply(before, settings, change, MICROS);
    }

    /** As if all entries had been made. */
    private static TableDefinition settled(TableDefinition definition) {
        var indexes = new ArrayList<IndexDefinition>();
        definition.indexes().forEach(index -> indexes.add(index.with(State.ACTIVE)));
        return definition.with(indexes);
    }

    private static IndexChange create(String name) {
        return create(name, Throughput.NONE);
    }

    private static IndexChange create(String name, Throughput units) {
        return create(name, IndexProjection.KEYS_ONLY, units);
    }

    private static IndexChange including(String name, int attributes) {
        var names = IntStream.range(0, attributes).mapToObj(i -> "a" + i).toList();
        return create(
                name, new IndexProjection(IndexProjection.Type.INCLUDE, names), Throughput.NONE);
    }

    private static IndexChange create(String name, IndexProjection projection, Throughput units) {
        var schema = new IndexKeySchema(List.of(YEAR), List.of());
        return new IndexChange.Create(new NewIndex(name, schema, projection, units));
    }

    private static TableDefinition onDemand() {
        return table(BillingMode.PAY_PER_REQUEST, Throughput.NONE);
    }

    private static TableDefinition provisioned() {
        return table(BillingMode.PROVISIONED, Throughput.of(1, 1));
    }

    private static TableDefinition table(BillingMode mode, Throughput units) {
        return new TableDefinition(
                new TableIdentity("Music", 64, "uuid", 1),
                1,
                new KeySchema(ARTIST, null),
                List.of(ARTIST),
                TableSettings.of(mode, units, TableClass.STANDARD, false));
    }
}
