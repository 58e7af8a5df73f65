package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Number bytes against BigDecimal. */
class NumberBytesModelTest {
    private static final int ROUNDS = 2_000;
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final String ALPHABET = "001123459..+-eE x";

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void everyNumberSurvivesAndIsAsLongAsDynamoDbCharges(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            BigDecimal value = number(random);
            byte[] number = NumberBytes.parse(dressed(value, random));
            String plain = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
            assertThat(NumberBytes.toText(number, 0, number.length)).isEqualTo(plain);
            assertThat(NumberBytes.parse(plain)).isEqualTo(number);
            assertThat(number).hasSize(charged(value));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void theOrderOfTheBytesIsTheOrderOfTheNumbers(long seed) {
        var random = new SplittableRandom(seed);
        BigDecimal previous = BigDecimal.ZERO;
        for (int i = 0; i < ROUNDS; i++) {
            BigDecimal value = random.nextInt(3) == 0 ? near(previous, random) : number(random);
            int order =
                    NumberBytes.compare(
                            NumberBytes.parse(previous.toString()),
                            NumberBytes.parse(value.toString()));
            assertThat(Integer.signum(order)).isEqualTo(previous.compareTo(value));
            previous = value;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void exactlyWhatHasTheGrammarOfANumberIsOne(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(1, 8);
            for (int j = 0; j < length; j++) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            assertParsedAsDecimalOrRefused(text.toString());
        }
    }

    private static void assertParsedAsDecimalOrRefused(String text) {
        boolean isNumber = NUMBER.matcher(text).matches();
        try {
            byte[] number = NumberBytes.parse(text);
            assertThat(isNumber).as(text).isTrue();
            assertThat(NumberBytes.toBigDecimal(number, 0, number.length))
                    .isEqualByComparingTo(new BigDecimal(text));
        } catch (RequestException refused) {
            if (isNumber) {
                assertThat(refused.text()).as(text).startsWith("Number ");
            } else {
                assertThat(refused.text()).endsWith("numeric value: " + text);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void sumsAndDifferencesAreExactOrRefused(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            boolean small = random.nextBoolean();
            BigDecimal a = small ? integer(random) : number(random);
            BigDecimal b = small ? integer(random) : near(a, random);
            byte[] valueA = value(a);
            byte[] valueB = value(b);
            assertResult(a.add(b), () -> NumberBytes.add(valueA, 0, valueB, 0));
            assertResult(a.subtract(b), () -> NumberBytes.subtract(valueA, 0, valueB, 0));
        }
    }

    private interface Calculation {
        byte[] run();
    }

    private static void assertResult(BigDecimal expected, Calculation calculation) {
        int digits = expected.stripTrailingZeros().precision();
        int exponent = exponent(expected);
        boolean isZero = expected.signum() == 0;
        if (isZero || (digits <= 38 && exponent >= -130 && exponent <= 125)) {
            byte[] number = calculation.run();
            assertThat(NumberBytes.toBigDecimal(number, 0, number.length))
                    .isEqualByComparingTo(expected);
            assertThat(number).isEqualTo(NumberBytes.parse(expected.toString()));
        } else {
            assertThatThrownBy(calculation::run).isInstanceOf(RequestException.class);
        }
    }

    /** Any number that DynamoDB stores: all magnitudes, all precisions. */
    private static BigDecimal number(SplittableRandom random) {
        int digits = random.nextInt(1, 39);
        var text = new StringBuilder(random.nextBoolean() ? "-" : "");
        text.append(random.nextInt(1, 10));
        for (int i = 1; i < digits; i++) {
            text.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
        }
        int exponent = random.nextBoolean() ? random.nextInt(-130, 126) : random.nextInt(-5, 6);
        var value = new BigDecimal(text.toString()).scaleByPowerOfTen(exponent - digits + 1);
        return random.nextInt(50) == 0 ? BigDecimal.ZERO : value;
    }

    private static BigDecimal integer(SplittableRandom random) {
        long bound = 1L << random.nextInt(1, 62);
        return BigDecimal.valueOf(random.nextLong(-bound, bound));
    }

    /** A number that shares its first digits with another, as far as there is room for a change. */
    private static BigDecimal near(BigDecimal value, SplittableRandom random) {
        int places = random.nextInt(0, 38);
        BigDecimal change =
                BigDecimal.valueOf(random.nextInt(-9, 10))
                        .scaleByPowerOfTen(Math.max(-130, exponent(value) - places));
        BigDecimal changed = random.nextInt(4) == 0 ? value.negate() : value.add(change);
        boolean fits =
                changed.signum() == 0
                        || (changed.precision() <= 38
                                && exponent(changed) >= -130
                                && exponent(changed) <= 125);
        return fits ? changed : value;
    }

    /** The same number, written in one of the ways that clients write it. */
    private static String dressed(BigDecimal value, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> value.toString();
            case 1 -> value.toPlainString();
            case 2 -> value.unscaledValue() + "e" + -value.scale();
            default ->
                    value.signum() < 0
                            ? "-000" + value.negate().toPlainString()
                            : "+000" + value.toPlainString();
        };
    }

    /** The developer guide's "1 byte per two digits", where pairs are aligned to the point. */
    private static int charged(BigDecimal value) {
        if (value.signum() == 0) {
            return 1;
        }
        int digits = value.stripTrailingZeros().precision();
        boolean split = digits % 2 == 0 && exponent(value) % 2 == 0;
        return 1 + (digits + 1) / 2 + (split ? 1 : 0) + (value.signum() < 0 ? 1 : 0);
    }

    private static int exponent(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }

    private static byte[] value(BigDecimal number) {
        var writer = new ValueWriter();
        writer.number(number.toString());
        return writer.toValue();
    }
}
