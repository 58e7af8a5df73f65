package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final Map<String, String> NONE = Map.of();

    @Test
    void everyDefaultIsAllowed() {
        var configuration = Configuration.resolve(NONE, NONE, NONE);
        for (Setting<?> setting : Settings.ALL) {
            assertThat(configuration.<Object>get(objectTyped(setting))).isNotNull();
        }
    }

    @Test
    void anOptionWinsOverAPropertyAndThatOverTheEnvironment() {
        var environment = Map.of("PENSTOCK_PORT", "1", "PENSTOCK_REGION", "eu-west-1");
        var properties = Map.of("penstock.port", "2", "penstock.segment-bytes", "64MiB");
        var configuration = Configuration.resolve(Map.of("--port", "3"), properties, environment);
        assertThat(configuration.get(Settings.PORT)).isEqualTo(3);
        assertThat(configuration.get(Settings.SEGMENT_BYTES)).isEqualTo(64L << 20);
        assertThat(configuration.get(Settings.REGION)).isEqualTo("eu-west-1");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> Configuration.resolve(NONE, NONE, Map.of("PENSTOCK_PROT", "1")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("unknown setting PENSTOCK_PROT; did you mean PENSTOCK_PORT?");
        assertThatThrownBy(() -> Configuration.resolve(NONE, Map.of("penstock.dta", "x"), NONE))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("did you mean penstock.data?");
    }

    @Test
    void aValueOutOfRangeIsRefusedUnderTheNameThatWasUsed() {
        assertThatThrownBy(() -> Configuration.resolve(NONE, NONE, Map.of("PENSTOCK_PORT", "x")))
                .hasMessage("PENSTOCK_PORT is 'x', but must be 0 to 65535");
        assertThatThrownBy(
                        () -> Configuration.resolve(Map.of("--segment-bytes", "2GiB"), NONE, NONE))
                .hasMessage("--segment-bytes is '2GiB', but must be 1MiB to 1GiB");
        assertThatThrownBy(() -> Configuration.resolve(Map.of("--segment-bytes", "-1"), NONE, NONE))
                .isInstanceOf(StartFailure.class);
        assertThatThrownBy(() -> Configuration.resolve(Map.of("--drain-timeout", "30"), NONE, NONE))
                .isInstanceOf(StartFailure.class);
        assertThatThrownBy(() -> Configuration.resolve(Map.of("--in-memory", "maybe"), NONE, NONE))
                .isInstanceOf(StartFailure.class);
    }

    @Test
    void otherNamesAreNobodysBusiness() {
        var configuration =
                Configuration.resolve(NONE, Map.of("java.home", "x"), Map.of("PATH", "y"));
        assertThat(configuration.get(Settings.DRAIN_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void itsArgumentsResolveToTheSame() {
        var configuration = Configuration.resolve(Map.of("--host", "::1"), NONE, NONE);
        var again = Configuration.ofArguments(configuration.toArguments().toArray(String[]::new));
        assertThat(again.get(Settings.HOST)).isEqualTo("::1");
        assertThat(again.toArguments()).isEqualTo(configuration.toArguments());
    }

    @SuppressWarnings("unchecked") // Any value is an object.
    private static Setting<Object> objectTyped(Setting<?> setting) {
        return (Setting<Object>) setting;
    }
}
