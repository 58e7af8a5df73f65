package dev.penstock.partition;

import static dev.penstock.partition.Fixtures.item;
import static dev.penstock.partition.Fixtures.newTable;
import static dev.penstock.partition.Fixtures.put;
import static dev.penstock.partition.ItemDeciderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.error.ErrorCode;
import dev.penstock.feed.ChangeFlags;
import dev.penstock.item.ItemBytes;
import dev.penstock.log.LogPosition;
import dev.penstock.partition.system.ExportRow;
import dev.penstock.partition.system.Exported;
import dev.penstock.table.BillingMode;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableLimits;
import dev.penstock.table.TableStatus;
import dev.penstock.table.Throughput;
import dev.penstock.table.destination.DestinationChange;
import dev.penstock.table.destination.StreamingDestination;
import dev.penstock.table.destination.StreamingDestination.Precision;
import dev.penstock.table.destination.StreamingDestination.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
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

    /** What is decided of the destinations that tables are exported to. */
    @Nested
    class Destinations {
        private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/one";
        private static final String OTHER = "arn:aws:kinesis:us-east-1:000000000000:stream/other";
        private static final DestinationChange.Enable ENABLE =
                new DestinationChange.Enable(Precision.MILLISECOND, true);
        private static final DestinationChange.Disable DISABLE = new DestinationChange.Disable();
        private static final long RETENTION = 86_400_000_000L;

        @Test
        void aDestinationIsActiveFromItsCommitOn() {
            createTable();
            core.micros = 5_000;
            run(ARN, ENABLE);

            assertThat(destinations())
                    .containsExactly(
                            new StreamingDestination(
                                    ARN, Precision.MILLISECOND, State.ACTIVE, 5_000, 0));
            assertThat(export().progress()).isNull();
            assertRefused(run(ARN, ENABLE), ErrorCode.VALIDATION, DestinationDecider.ENABLED);
        }

        @Test
        void changesAreMarkedAndCarryWhatWasBefore() {
            createTable();
            core.run(put("a", "1"));
            run(ARN, ENABLE);

            var change = core.decide(put("a", "2")).changes().getFirst();
            assertThat(change.flags()).isEqualTo(ChangeFlags.REPLACES | ChangeFlags.EXPORTED);
            assertThat(change.before()).isEqualTo(item("a", "1"));

            core.micros++;
            run(ARN, DISABLE);
            var after = core.decide(put("a", "2")).changes().getFirst();
            assertThat(after.flags()).isEqualTo(ChangeFlags.REPLACES);
            assertThat(after.before()).isNull();
        }

        @Test
        void aDisabledOneDrainsAndIsEnabledAgainAfterwards() {
            createTable();
            run(ARN, ENABLE);
            core.micros = 9_000;
            run(ARN, DISABLE);

            assertThat(export().isDraining(core.micros)).isTrue();
            assertRefused(run(ARN, ENABLE), ErrorCode.VALIDATION, DestinationDecider.ENABLED);
            assertRefused(
                    run(ARN, DISABLE),
                    ErrorCode.VALIDATION,
                    DestinationDecider.NOT_ACTIVE.formatted("DISABLE"));
            save(new ExportRow.Progress(new LogPosition(7, 0), true, null));
            assertThat(export().isDraining(core.micros)).isFalse();
            core.micros++;
            run(ARN, ENABLE);

            assertThat(destinations()).hasSize(1);
            assertThat(export().progress()).isNull();
        }

        @Test
        void drainingEndsWithItsMinute() {
            createTable();
            run(ARN, ENABLE);
            run(ARN, DISABLE);
            core.micros += Exported.DRAIN_MICROS_MAX;

            assertThat(export().isDraining(core.micros)).isFalse();
            run(ARN, ENABLE);
            assertThat(destinations())
                    .extracting(StreamingDestination::isActive)
                    .containsExactly(true);
        }

        @Test
        void withoutABrokerEnablingFailsAndMayBeTriedAgain() {
            createTable();
            run(ARN, new DestinationChange.Enable(Precision.MILLISECOND, false));
            assertThat(destinations())
                    .extracting(StreamingDestination::state)
                    .containsExactly(State.ENABLE_FAILED);
            assertThat(core.decide(put("a", "1")).changes().getFirst().flags()).isZero();

            run(ARN, ENABLE);
            assertThat(destinations())
                    .extracting(StreamingDestination::state)
                    .containsExactly(State.ACTIVE);
        }

        @Test
        void thePrecisionOfAnActiveOneIsChanged() {
            createTable();
            var change = new DestinationChange.Update(Precision.MICROSECOND);
            assertRefused(
                    run(ARN, change),
                    ErrorCode.VALIDATION,
                    DestinationDecider.NOT_ACTIVE.formatted("UPDATE"));
            run(ARN, ENABLE);
            run(ARN, change);
            assertThat(destinations().getFirst().precision()).isEqualTo(Precision.MICROSECOND);
            assertRefused(
                    run(ARN, change),
                    ErrorCode.VALIDATION,
                    DestinationDecider.SAME_PRECISION.formatted(
                            "MICROSECOND",
                            core.table("Music").definition().identity().uuid(),
                            ARN));
        }

        @Test
        void aTableHasTwoActiveOnesAtMost() {
            createTable();
            run(ARN, ENABLE);
            run(OTHER, ENABLE);
            assertRefused(
                    run(ARN + "3", ENABLE),
                    ErrorCode.LIMIT_EXCEEDED,
                    DestinationDecider.TOO_MANY.formatted(2, "table"));
        }

        @Test
        void whatWasDisabledLongAgoIsForgotten() {
            createTable();
            run(ARN, ENABLE);
            save(new ExportRow.Progress(new LogPosition(7, 0), false, null));
            run(ARN, DISABLE);
            core.micros += RETENTION + 1;
            run(OTHER, ENABLE);

            assertThat(destinations())
                    .extracting(StreamingDestination::streamArn)
                    .containsExactly(OTHER);
        }

        @Test
        void whatIsSavedGoesWithTheTable() {
            createTable();
            run(ARN, ENABLE);
            var progress =
                    new ExportRow.Progress(new LogPosition(7, 3), false, new ExportRow.Gap(3, 6));
            save(progress);
            assertThat(export().progress()).isEqualTo(progress);
            var gone = destinations().getFirst();
            int id = core.table("Music").definition().id();

            core.run(new Command.DeleteTable("Music"));
            createTable();
            assertThat(destinations()).isEmpty();
            assertThat(core.decide(new Command.SaveExport(id, gone, progress)).changes()).isEmpty();
        }

        @Test
        void ofADestinationThatCameAgainNothingOldIsSaved() {
            createTable();
            run(ARN, ENABLE);
            var before = destinations().getFirst();
            run(ARN, DISABLE);
            core.micros += Exported.DRAIN_MICROS_MAX;
            run(ARN, ENABLE);
            int id = core.table("Music").definition().id();

            core.run(
                    new Command.SaveExport(
                            id, before, new ExportRow.Progress(new LogPosition(7, 0), true, null)));
            assertThat(export().progress()).isNull();
        }

        @Test
        void aTableThatIsNotThereHasNone() {
            assertRefused(
                    run(ARN, ENABLE),
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "Requested resource not found: Table: Music not found");
        }

        private void createTable() {
            core.create(newTable("Music", Fixtures.SIMPLE));
        }

        private Command.Put put(String id, String value) {
            return Fixtures.put(core.table("Music"), item(id, value));
        }

        private Outcome run(String arn, DestinationChange change) {
            return core.run(new Command.ChangeDestination("Music", arn, change));
        }

        private void save(ExportRow.Progress progress) {
            int id = core.table("Music").definition().id();
            core.run(new Command.SaveExport(id, destinations().getLast(), progress));
        }

        private List<StreamingDestination> destinations() {
            return core.table("Music").definition().settings().destinations();
        }

        private Exported export() {
            return core.draft.published().exports(core.table("Music")).getLast();
        }
    }
}
