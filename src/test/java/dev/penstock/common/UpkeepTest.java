package dev.penstock.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private final Upkeep upkeep = new Upkeep("streams");

    @Test
    void whatFailsIsShownUntilItSucceeds() {
        upkeep.look(
                () -> {
                    throw new UncheckedIOException(
                            "cannot list log/1", new IOException("no such disk"));
                });

        assertThat(upkeep.problem()).contains("streams", "cannot list log/1", "no such disk");

        upkeep.look(() -> {});
        assertThat(upkeep.problem()).isNull();
    }
}
