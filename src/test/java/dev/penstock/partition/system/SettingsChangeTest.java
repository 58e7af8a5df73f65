package dev.penstock.partition.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.table.BillingMode;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsChangeTest {
    private static final long DAY = 86_400_000_000L;
    private static final TableSettings PROVISIONED =
            TableSettings.of(
                    BillingMode.PROVISIONED, Throughput.of(10, 10), TableClass.STANDARD, false);

    @Test
    void decreasesAreCountedByDay() {
        var first = SettingsChange.apply(PROVISIONED, units(9, 10), 3 * DAY + 1);
        var second = SettingsChange.apply(first, units(8, 10), 3 * DAY + 2);
        var nextDay = SettingsChange.apply(second, units(7, 11), 4 * DAY);

        assertThat(second.throughput()).isEqualTo(new Throughput(8, 10, 0, 3 * DAY + 2, 2));
        assertThat(nextDay.throughput()).isEqualTo(new Throughput(7, 11, 4 * DAY, 4 * DAY, 1));
    }

    @Test
    void theSameUnitsAreRefused() {
        assertThatThrownBy(() -> SettingsChange.apply(PROVISIONED, units(10, 10), 1))
                .hasMessageStartingWith(
                        "The provisioned throughput for the table will not change.");
    }

    @Test
    void switchingTheBillingModeTakesOrGivesUpUnits() {
        var onDemand = change(BillingMode.PAY_PER_REQUEST, null);

        var switched = SettingsChange.apply(PROVISIONED, onDemand, 77);

        assertThat(switched.throughput()).isEqualTo(Throughput.NONE);
        assertThat(switched.payPerRequestSinceMicros()).isEqualTo(77);
        assertThatThrownBy(
                        () ->
                                SettingsChange.apply(
                                        switched, change(BillingMode.PROVISIONED, null), 78))
                .hasMessage(SettingsChange.UNITS_MISSING);
        assertThatThrownBy(() -> SettingsChange.apply(switched, units(1, 1), 78))
                .hasMessage(SettingsChange.UNITS_UNWANTED);
    }

    private static TableChange units(long read, long write) {
        return change(null, Throughput.of(read, write));
    }

    private static TableChange change(@Nullable BillingMode mode, @Nullable Throughput throughput) {
        return new TableChange(mode, throughput, null, null);
    }
}
