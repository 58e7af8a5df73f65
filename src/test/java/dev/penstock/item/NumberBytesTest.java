package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberBytesTest {
    private static final String NINES = "9".repeat(38);

    @ParameterizedTest
    @CsvSource({
        "0, 80, 0",
        "-0, 80, 0",
        "00.00, 80, 0",
        "0e999999999999, 80, 0",
        "1, c102, 1",
        "+1.50, c10233, 1.5",
        "1.0, c102, 1",
        "007, c108, 7",
        "100, c202, 100",
        "120, c20215, 120",
        ".5, c033, 0.5",
        "5., c106, 5",
        "0.05, c006, 0.05",
        "0.012, c00215, 0.012",
        "-1, 3e6366, -1",
        "-1.5, 3e633266, -1.5",
        "-100, 3d6366, -100",
        "1e5, c30b, 100000",
        "1E+5, c30b, 100000",
        "100000e-5, c102, 1",
        "120.5, c2021533, 120.5",
        "1e00000000000000000001, c10b, 10"
    })
    void aNumberHasOneForm(String input, String hex, String text) {
        byte[] number = NumberBytes.parse(input);
        assertThat(NumberBytes.toText(number, 0, number.length)).isEqualTo(text);
        assertThat(HexFormat.of().formatHex(number)).isEqualTo(hex);
    }

    @Test
    void theBoundsOfTheRangeAreNumbers() {
        assertThat(roundTrip("1e-130")).isEqualTo("0." + "0".repeat(129) + "1");
        assertThat(roundTrip("-1e-130")).isEqualTo("-0." + "0".repeat(129) + "1");
        assertThat(roundTrip("1e125")).isEqualTo("1" + "0".repeat(125));
        assertThat(roundTrip("9." + NINES.substring(1) + "E125"))
                .isEqualTo(NINES + "0".repeat(126 - 38));
        assertThat(roundTrip("-" + NINES + "E88")).isEqualTo("-" + NINES + "0".repeat(126 - 38));
        assertThat(roundTrip("-" + NINES + "E-167")).isEqualTo("-0." + "0".repeat(129) + NINES);
        assertThat(roundTrip("0".repeat(60) + NINES + "0".repeat(60)))
                .isEqualTo(NINES + "0".repeat(60));
    }

    @Test
    void theLongestFormsFillTheirBounds() {
        byte[] longest = NumberBytes.parse("-" + NINES + "E-167");
        assertThat(longest).hasSize(NumberBytes.BYTES_MAX);
        assertThat(NumberBytes.toText(longest, 0, longest.length))
                .hasSizeLessThanOrEqualTo(NumberBytes.TEXT_BYTES_MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e126", "-1e126", "10e125", "1e99999999999999999999", "123e124"})
    void aLargerNumberIsRefused(String text) {
        assertRefused(
                text,
                "Number overflow. Attempting to store a number with magnitude larger than"
                        + " supported range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-131", "-9.9e-131", "0.01e-129", "1e-99999999999999999999"})
    void aSmallerNumberIsRefused(String text) {
        assertRefused(
                text,
                "Number underflow. Attempting to store a number with magnitude smaller than"
                        + " supported range");
    }

    @Test
    void a39thSignificantDigitIsRefused() {
        String text = "Attempting to store more than 38 significant digits in a Number";
        assertRefused(NINES + "9", text);
        assertRefused("1" + "0".repeat(37) + "1", text);
        assertRefused("1." + "0".repeat(37) + "1", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "-",
                "+",
                ".",
                "-.",
                "1a",
                "1.2.3",
                "--1",
                "1e",
                "1e+",
                "1e1.5",
                "1ee5",
                "e5",
                ".e5",
                " ",
                " 1",
                "1 ",
                "1,5",
                "0x10",
                "NaN",
                "Infinity",
                "١"
            })
    void whatIsNoNumberIsQuoted(String text) {
        assertRefused(text, "The parameter cannot be converted to a numeric value: " + text);
    }

    @Test
    void anEmptyTextHasNothingToQuote() {
        assertRefused("", "The parameter cannot be converted to a numeric value");
    }

    @Test
    void textIsReadAndWrittenInPlace() {
        byte[] text = "[-1.5]".getBytes(StandardCharsets.US_ASCII);
        byte[] number = new byte[40];
        int end = NumberBytes.parse(text, 1, 5, number, 7);
        assertThat(end).isEqualTo(11);
        byte[] written = new byte[7 + NumberBytes.TEXT_BYTES_MAX];
        int writtenEnd = NumberBytes.toText(number, 7, end, written, 7);
        assertThat(new String(written, 7, writtenEnd - 7, StandardCharsets.US_ASCII))
                .isEqualTo("-1.5");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                99,
                100,
                -100,
                101,
                10_000,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                1L << 62
            })
    void aLongIsEncodedLikeItsText(long value) {
        assertThat(NumberBytes.of(value)).isEqualTo(NumberBytes.parse(Long.toString(value)));
    }

    @Test
    void aDecimalIsEncodedLikeItsText() {
        assertThat(NumberBytes.of(new BigDecimal("-12.340")))
                .isEqualTo(NumberBytes.parse("-12.34"));
        assertThat(NumberBytes.of(new BigDecimal("1E+20"))).isEqualTo(NumberBytes.parse("1E20"));
    }

    private static String roundTrip(String text) {
        byte[] number = NumberBytes.parse(text);
        return NumberBytes.toText(number, 0, number.length);
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> NumberBytes.parse(text))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
    }
}
