package dev.penstock.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.item.ValueWriter;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DueTimesTest {
    private static final KeySchema SCHEMA = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    private static final byte[] TTL = "ttl".getBytes(StandardCharsets.UTF_8);
    private static final long NOW_SECONDS = 1_700_000_000;
    private static final DueTimes NOW = DueTimes.at(NOW_SECONDS * 1_000_000 + 500_000);

    @Test
    void aNumberBelowNowIsDue() {
        assertThat(isDue("1699999999")).isTrue();
        assertThat(isDue("1700000000")).isTrue();
        assertThat(isDue("1700000001")).isFalse();
        assertThat(isDue("1E30")).isFalse();
    }

    @Test
    void fractionsCountToTheLastDigit() {
        assertThat(isDue("1700000000.4999999999")).isTrue();
        assertThat(isDue("1700000000.5")).isFalse();
        assertThat(isDue("1700000000.5000000001")).isFalse();
    }

    @Test
    void whatIsMoreThanFiveYearsAgoIsNotDue() {
        long oldest = NOW_SECONDS - DueTimes.AGE_SECONDS_MAX;
        assertThat(isDue(oldest + 1 + "")).isTrue();
        assertThat(isDue(oldest + ".5")).isTrue();
        assertThat(isDue(oldest + ".4")).isFalse();
        assertThat(isDue("0")).isFalse();
        assertThat(isDue("-1700000000")).isFalse();
    }

    @Test
    void onlyNumbersAreTimes() {
        var writer = new ValueWriter();
        writer.beginItem(SCHEMA);
        writer.name("id");
        writer.string("a");
        writer.name("ttl");
        writer.string("1699999999");
        assertThat(NOW.contains(writer.endItem(), TTL)).isFalse();
        assertThat(NOW.contains(item("other", "1699999999"), TTL)).isFalse();
    }

    @Test
    void theTimeOfAnItemIsInMicroseconds() {
        assertThat(DueTimes.micros(item("ttl", "1700000000.1234567"), TTL))
                .isEqualTo(1_700_000_000_123_456L);
    }

    private static boolean isDue(String number) {
        return NOW.contains(item("ttl", number), TTL);
    }

    private static byte[] item(String attribute, String number) {
        var writer = new ValueWriter();
        writer.beginItem(SCHEMA);
        writer.name("id");
        writer.string("a");
        writer.name(attribute);
        writer.number(number);
        return writer.endItem();
    }
}
