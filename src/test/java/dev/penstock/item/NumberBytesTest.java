package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberBytesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 80, 0",
        "-0, 80, 0",
        "0e999999999999, 80, 0",
        "1, c102, 1",
        "+1.50, c10233, 1.5",
        "100, c202, 100",
        ".5, c033, 0.5",
        "5., c106, 5",
        "-1, 3e6366, -1",
        "-1.5, 3e633266, -1.5",
        "1e5, c30b, 100000",
        "120.5, c2021533, 120.5"
    })
    void aNumberHasOneForm(String input, String hex, String text) {
        byte[] number = NumberBytes.parse(input);
        assertThat(NumberBytes.toText(number, 0, number.length)).isEqualTo(text);
        assertThat(HexFormat.of().formatHex(number)).isEqualTo(hex);
    }
}
