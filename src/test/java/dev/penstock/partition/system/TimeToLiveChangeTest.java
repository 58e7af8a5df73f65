package dev.penstock.partition.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.table.TableSettings.TimeToLive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeToLiveChangeTest {
    private static final long HOUR = 3_600_000_000L;

    @Test
    void theFirstChangeNeedsNoPatience() {
        var enabled = new TimeToLive("ttl", true, 5);
        assertThat(TimeToLiveChange.apply(null, enabled, HOUR)).isEqualTo(enabled);
    }

    @Test
    void whatIsAsItIsWantedIsRefusedHoweverLongAgo() {
        assertRefused(
                new TimeToLive("ttl", true, 0),
                new TimeToLive("ttl", true, 9 * HOUR),
                "TimeToLive is already enabled");
        assertRefused(
                new TimeToLive("ttl", false, 0),
                new TimeToLive("ttl", false, 9 * HOUR),
                "TimeToLive is already disabled");
        assertRefused(
                null, new TimeToLive("ttl", false, 9 * HOUR), "TimeToLive is already disabled");
    }

    @Test
    void anotherAttributeIsRefusedWhileOneIsActive() {
        for (boolean enabled : new boolean[] {true, false}) {
            assertRefused(
                    new TimeToLive("ttl", true, 0),
                    new TimeToLive("other", enabled, 9 * HOUR),
                    "TimeToLive is active on a different AttributeName: current AttributeName is"
                            + " ttl");
        }
    }

    @Test
    void changesLieApart() {
        var before = new TimeToLive("ttl", true, 5);
        assertRefused(
                before,
                new TimeToLive("ttl", false, 4 + HOUR),
                "Time to live has been modified multiple times within a fixed interval");
        var disabled = new TimeToLive("ttl", false, 5 + HOUR);
        assertThat(TimeToLiveChange.apply(before, disabled, HOUR)).isEqualTo(disabled);
    }

    @Test
    void afterADisabledOneAnyAttributeMayBeEnabled() {
        var before = new TimeToLive("ttl", false, 5);
        var other = new TimeToLive("other", true, 6);
        assertThat(TimeToLiveChange.apply(before, other, 0)).isEqualTo(other);
        assertRefused(
                before,
                new TimeToLive("other", true, 5),
                "Time to live has been modified multiple times within a fixed interval");
    }

    private static void assertRefused(
            @Nullable TimeToLive before, TimeToLive wanted, String message) {
        long coolDown =
                before != null && before.changedMicros() == wanted.changedMicros() ? 0 : HOUR;
        assertThatThrownBy(() -> TimeToLiveChange.apply(before, wanted, coolDown))
                .hasMessage(message);
    }
}
