package dev.penstock.partition;

import static dev.penstock.partition.Fixtures.delete;
import static dev.penstock.partition.Fixtures.item;
import static dev.penstock.partition.Fixtures.key;
import static dev.penstock.partition.Fixtures.keyOf;
import static dev.penstock.partition.Fixtures.put;
import static dev.penstock.partition.Fixtures.removingNothing;
import static dev.penstock.partition.Fixtures.setting;
import static dev.penstock.partition.Fixtures.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.error.ErrorCode;
import dev.penstock.expression.ExpressionContext;
import dev.penstock.expression.Expressions;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemLimits;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemDeciderTest {
    private final Core core = new Core();
    private final Table table = core.create(Fixtures.newTable("Music", Fixtures.SIMPLE));

    @Test
    void aPutAnswersWhatWasThereAndWhatIs() {
        core.run(put(table, item("a", "old")));

        assertWritten(core.run(put(table, item("a", "new"))), item("a", "old"), item("a", "new"));
        assertThat(current("a")).isEqualTo(item("a", "new"));
    }

    @Test
    void decidingAltersNothing() {
        var decision = core.decide(put(table, item("a", "1")));

        assertThat(decision.changes()).hasSize(1);
        assertWritten(core.decide(delete(table, key("a"))).outcome(), null, null);
    }

    @Test
    void aFailedConditionAnswersTheItemThatIsThere() {
        core.run(put(table, item("a", "old")));

        var outcome = core.run(put(table, item("a", "new"), before -> before == null));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.ConditionFailed.class,
                        failed -> {
                            assertThat(failed.item()).isEqualTo(item("a", "old"));
                            assertThat(failed.sizeBytes())
                                    .isEqualTo(ItemBytes.sizeBytes(item("a", "old")));
                        });
        assertThat(current("a")).isEqualTo(item("a", "old"));
    }

    @Test
    void aFailedConditionKeepsTheItemToItselfUnlessAsked() {
        core.run(put(table, item("a", "old")));
        var guard = new Command.Guard(before -> before == null, false);
        byte[] item = item("a", "new");

        var outcome = core.run(new Command.Put(table, keyOf(table, item), item, guard));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.ConditionFailed.class,
                        failed -> assertThat(failed.item()).isNull());
    }

    @Test
    void anUnchangedItemIsNoChange() {
        core.run(put(table, item("a", "same")));

        assertThat(core.decide(put(table, item("a", "same"))).changes()).isEmpty();
        assertThat(core.decide(update(table, key("a"), setting("same"))).changes()).isEmpty();
        assertThat(core.decide(delete(table, key("b"))).changes()).isEmpty();
    }

    @Test
    void anUpdateThatOnlyTakesAwayMakesNoItem() {
        var outcome = core.run(update(table, key("a"), removingNothing()));

        assertWritten(outcome, null, null);
        assertThat(current("a")).isNull();
    }

    @Test
    void anItemOfExactlyTheLimitIsStored() {
        assertThat(core.run(put(table, sized("a", ItemLimits.ITEM_BYTES_MAX))))
                .isInstanceOf(Outcome.Written.class);
    }

    @Test
    void aPutThatIsTooLargeIsRefusedBeforeItsCondition() {
        byte[] item = sized("a", ItemLimits.ITEM_BYTES_MAX + 1);

        assertRefused(
                core.run(put(table, item, before -> false)),
                ErrorCode.VALIDATION,
                "Item size has exceeded the maximum allowed size");
    }

    @Test
    void anUpdateThatGrowsTooLargeIsRefused() {
        assertRefused(
                core.run(update(table, key("a"), setting("x".repeat(ItemLimits.ITEM_BYTES_MAX)))),
                ErrorCode.VALIDATION,
                "Item size to update has exceeded the maximum allowed size");
        assertThat(current("a")).isNull();
    }

    @Test
    void anUpdateMakesOrChangesTheItem() {
        core.run(update(table, key("a"), setting("1")));
        var outcome = core.run(update(table, key("a"), setting("2")));

        assertWritten(outcome, item("a", "1"), item("a", "2"));
        assertThat(current("a")).isEqualTo(item("a", "2"));
    }

    @Test
    void anUpdateThatDoesNotFitTheItemIsRefusedWithItsOwnError() {
        core.run(put(table, item("a", "text")));
        var update =
                Expressions.parseUpdate("SET nowhere.deep = nowhere", ExpressionContext.none());

        assertThat(core.run(update(table, key("a"), update)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.error().code()).isEqualTo(ErrorCode.VALIDATION));
    }

    @Test
    void aMistakeInAnExpressionEndsTheRequestAndNotTheServer() {
        var command =
                put(
                        table,
                        item("a", "1"),
                        before -> {
                            throw new IllegalStateException("a mistake of ours");
                        });

        assertRefused(core.run(command), ErrorCode.INTERNAL, "Internal server error");
    }

    @Test
    void aTableThatWasMadeAnewIsNotTheOneThatWasMeant() {
        core.run(new Command.DeleteTable("Music"));
        core.create(Fixtures.newTable("Music", Fixtures.SIMPLE));

        assertRefused(
                core.run(put(table, item("a", "1"))),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found");
    }

    @Test
    void atTheHeapsWatermarkOnlyWhatGrowsIsRefused() {
        var full = new Core(Fixtures.SMALL_NODES.with(new Watermarks(1, 0, 0)));
        Table filled = full.create(Fixtures.newTable("Music", Fixtures.SIMPLE));
        assertRefused(
                full.run(put(filled, item("a", "1"))), ErrorCode.THROTTLING, Room.MEMORY_FULL);
        assertThat(full.run(delete(filled, key("a")))).isInstanceOf(Outcome.Written.class);
    }

    @Test
    void whatARunningSnapshotHoldsCountsAsWell() {
        var pinned = new AtomicLong();
        var settings = Fixtures.SMALL_NODES.with(new Watermarks(100_000, 0, 0));
        var crowded = new Core(settings, pinned::get);
        Table table = crowded.create(Fixtures.newTable("Music", Fixtures.SIMPLE));
        assertThat(crowded.run(put(table, item("a", "1")))).isInstanceOf(Outcome.Written.class);

        pinned.set(100_000);
        assertRefused(
                crowded.run(put(table, item("b", "1"))), ErrorCode.THROTTLING, Room.MEMORY_FULL);
        assertThat(crowded.run(put(table, item("a", "2")))).isInstanceOf(Outcome.Written.class);

        pinned.set(112_500);
        assertRefused(
                crowded.run(put(table, item("a", "3"))), ErrorCode.THROTTLING, Room.MEMORY_FULL);
        assertThat(crowded.run(delete(table, key("a")))).isInstanceOf(Outcome.Written.class);
    }

    @Test
    void onALowDiskDeletesGoOnUntilItIsExhausted() {
        core.run(put(table, item("a", "1")));
        core.run(put(table, item("b", "1")));
        core.room.onDisk(DiskLevel.LOW);

        assertRefused(core.run(put(table, item("a", ""))), ErrorCode.INTERNAL, Room.DISK_FULL);
        assertThat(core.run(delete(table, key("a")))).isInstanceOf(Outcome.Written.class);

        core.room.onDisk(DiskLevel.EXHAUSTED);
        assertRefused(core.run(delete(table, key("b"))), ErrorCode.INTERNAL, Room.DISK_FULL);
    }

    private byte @Nullable [] current(String id) {
        return core.table("Music").get(keyOf(table, key(id)));
    }

    private static void assertWritten(
            Outcome outcome, byte @Nullable [] before, byte @Nullable [] after) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Written.class,
                        written -> {
                            assertThat(written.before()).isEqualTo(before);
                            assertThat(written.after()).isEqualTo(after);
                        });
    }

    /** An item of exactly this DynamoDB size. */
    private static byte[] sized(String id, int sizeBytes) {
        int overhead = ItemBytes.sizeBytes(item(id, ""));
        return item(id, "x".repeat(sizeBytes - overhead));
    }

    static void assertRefused(Outcome outcome, ErrorCode code, String text) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.error().code()).isEqualTo(code);
                            assertThat(refused.error().text()).isEqualTo(text);
                        });
    }
}
