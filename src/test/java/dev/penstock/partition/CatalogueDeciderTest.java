package dev.penstock.partition;

import static dev.penstock.partition.Fixtures.item;
import static dev.penstock.partition.Fixtures.newTable;
import static dev.penstock.partition.Fixtures.put;
import static dev.penstock.partition.ItemDeciderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.error.ErrorCode;
import dev.penstock.item.ItemBytes;
import dev.penstock.table.BillingMode;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableLimits;
import dev.penstock.table.TableStatus;
import dev.penstock.table.Throughput;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogueDeciderTest {
    private final Core core = new Core();

    @Test
    void aTableIsMadeWithItsIdentityAndTime() {
        core.micros = 5_000;

        var outcome = core.run(new Command.CreateTable(newTable("Music", Fixtures.COMPOSITE)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.TableChanged.class,
                        made -> {
                            assertThat(made.status()).isEqualTo(TableStatus.CREATING);
                            assertThat(made.definition())
                                    .isEqualTo(core.table("Music").definition());
                        });
        var definition = core.table("Music").definition();
        assertThat(definition.identity().createdMicros()).isEqualTo(5_000);
        assertThat(definition.id()).isEqualTo(TableIdentity.FIRST_USER_ID);
        assertThat(definition.keySchema()).isEqualTo(Fixtures.COMPOSITE);
        assertThat(definition.settings().payPerRequestSinceMicros()).isEqualTo(5_000);
    }

    @Test
    void namesAreSortedAndSystemTablesHidden() {
        core.create(newTable("b", Fixtures.SIMPLE));
        core.create(newTable("a", Fixtures.SIMPLE));
        core.create(newTable("C", Fixtures.SIMPLE));

        assertThat(core.draft.published().tableNames()).containsExactly("C", "a", "b");
        assertThat(core.draft.published().table("$tables")).isNull();
    }

    @Test
    void aTableThatIsThereIsNotMadeAgain() {
        core.create(newTable("Music", Fixtures.SIMPLE));

        assertRefused(
                core.run(new Command.CreateTable(newTable("Music", Fixtures.COMPOSITE))),
                ErrorCode.RESOURCE_IN_USE,
                "Table already exists: Music");
    }

    @Test
    void noIdIsGivenTwice() {
        int first = core.create(newTable("Music", Fixtures.SIMPLE)).definition().id();
        core.run(new Command.DeleteTable("Music"));

        assertThat(core.create(newTable("Music", Fixtures.SIMPLE)).definition().id())
                .isGreaterThan(first);
    }

    @Test
    void oneTableMoreThanTheLimitIsRefused() {
        for (int i = 0; i < TableLimits.TABLES_MAX; i++) {
            core.run(new Command.CreateTable(newTable("t" + i, Fixtures.SIMPLE)));
        }

        assertRefused(
                core.run(new Command.CreateTable(newTable("onemore", Fixtures.SIMPLE))),
                ErrorCode.LIMIT_EXCEEDED,
                "Subscriber limit exceeded: There is a limit of 2500 tables per subscriber");
    }

    @Test
    void aDeletedTableTakesItsItemsAndTagsWithIt() {
        var tags = new TreeMap<>(Map.of("team", "blue"));
        Table table = core.create(newTable("Music", Fixtures.SIMPLE, tags, false));
        core.run(put(table, item("a", "1")));

        var outcome = core.run(new Command.DeleteTable("Music"));

        assertThat(outcome)
                .isEqualTo(
                        new Outcome.TableChanged(
                                table.definition(),
                                TableStatus.DELETING,
                                1,
                                ItemBytes.sizeBytes(item("a", "1"))));
        assertThat(core.draft.published().table("Music")).isNull();
        assertThat(core.create(newTable("Music", Fixtures.SIMPLE)).itemCount()).isZero();
        assertThat(core.draft.published().tags(table)).isEmpty();
    }

    @Test
    void aProtectedTableIsNotDeletedUntilItIsUnprotected() {
        core.create(newTable("Music", Fixtures.SIMPLE, new TreeMap<>(), true));

        assertRefused(
                core.run(new Command.DeleteTable("Music")),
                ErrorCode.VALIDATION,
                "Resource cannot be deleted as it is currently protected against deletion."
                        + " Disable deletion protection first.");

        core.run(new Command.UpdateTable("Music", new TableChange(null, null, null, false)));
        assertThat(core.run(new Command.DeleteTable("Music")))
                .isInstanceOf(Outcome.TableChanged.class);
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        String text = "Requested resource not found: Table: Music not found";

        assertRefused(
                core.run(new Command.DeleteTable("Music")), ErrorCode.RESOURCE_NOT_FOUND, text);
        assertRefused(
                core.run(new Command.UpdateTable("Music", new TableChange(null, null, null, true))),
                ErrorCode.RESOURCE_NOT_FOUND,
                text);
    }

    @Test
    void anUpdateRaisesTheGenerationAndKeepsTheItems() {
        Table table = core.create(newTable("Music", Fixtures.SIMPLE));
        core.run(put(table, item("a", "1")));

        core.run(
                new Command.UpdateTable(
                        "Music",
                        new TableChange(
                                BillingMode.PROVISIONED,
                                Throughput.of(5, 6),
                                TableClass.STANDARD_INFREQUENT_ACCESS,
                                true)));

        var after = core.table("Music");
        assertThat(after.itemCount()).isEqualTo(1);
        assertThat(after.definition().generation()).isEqualTo(2);
        assertThat(after.definition().settings().throughput()).isEqualTo(Throughput.of(5, 6));
        assertThat(after.definition().settings().deletionProtected()).isTrue();
        assertThat(core.run(put(table, item("b", "1")))).isInstanceOf(Outcome.Written.class);
    }

    @Test
    void tagsAreAddedReplacedAndRemoved() {
        Table table = core.create(newTable("Music", Fixtures.SIMPLE));

        core.run(new Command.TagTable("Music", Map.of("a", "1", "b", "2")));
        core.run(new Command.TagTable("Music", Map.of("b", "3", "c", "4")));
        core.run(new Command.UntagTable("Music", Set.of("a", "nowhere")));

        assertThat(core.draft.published().tags(table)).isEqualTo(Map.of("b", "3", "c", "4"));
    }

    @Test
    void moreTagsThanTheLimitAreRefused() {
        core.create(newTable("Music", Fixtures.SIMPLE));
        var tags =
                IntStream.rangeClosed(0, TableLimits.TAGS_MAX)
                        .boxed()
                        .collect(Collectors.toMap(i -> "t" + i, i -> ""));

        assertThat(core.run(new Command.TagTable("Music", tags)))
                .isInstanceOf(Outcome.Refused.class);
    }
}
