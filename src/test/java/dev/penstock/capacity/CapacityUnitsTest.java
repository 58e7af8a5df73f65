package dev.penstock.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 1, 2",
        "1, 0.5, 1, 2",
        "4096, 0.5, 1, 2",
        "4097, 1, 2, 4",
        "409600, 50, 100, 200",
        "1048576, 128, 256, 512"
    })
    void aReadIsRoundedUpTo4KiB(long bytes, double eventual, double strong, double transactional) {
        assertThat(CapacityUnits.read(bytes, ReadConsistency.EVENTUAL)).isEqualTo(eventual);
        assertThat(CapacityUnits.read(bytes, ReadConsistency.STRONG)).isEqualTo(strong);
        assertThat(CapacityUnits.read(bytes, ReadConsistency.TRANSACTIONAL))
                .isEqualTo(transactional);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "0, 1, 1",
        "0, 1024, 1",
        "0, 1025, 2",
        "3000, 10, 3",
        "10, 3000, 3",
        "409600, 0, 400"
    })
    void aWriteCostsTheLargerOfBothImagesRoundedUpTo1KiB(int before, int after, double units) {
        assertThat(CapacityUnits.write(before, after)).isEqualTo(units);
        assertThat(CapacityUnits.transactionalWrite(before, after)).isEqualTo(2 * units);
    }
}
