package dev.penstock.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import dev.penstock.error.RequestException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives, the answer is an item or a RequestException, and a refusal is cheap. */
class MalformedInputTest {
    /** Beyond the body itself, for one request that is refused. */
    private static final long REFUSAL_BYTES_MAX = 64 * 1024;

    private static final int HUGE = 16 << 20;
    private static final JsonName ITEM = JsonName.of("Item");
    private static final JsonName VALUES = JsonName.of("ExpressionAttributeValues");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final JsonReader json = new JsonReader();
    private final AttributeValueReader values = new AttributeValueReader();

    @BeforeEach
    void loadClasses() {
        refusal("{\"Item\":{\"a\":{\"N\":\"x\"}}}".getBytes(StandardCharsets.UTF_8));
        refusal("{".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("dev.penstock.common.Seeds#some")
    void damagedRequestsAreRefusedOrRead(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var items = new RandomItem(random);
        var mapper = new ObjectMapper();
        for (int i = 0; i < 60; i++) {
            byte[] item = mapper.writeValueAsBytes(items.next());
            byte[] body = request(new String(item, StandardCharsets.UTF_8));
            for (int damage = 0; damage < 20; damage++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                boolean refused = refusal(damaged(body, random)) != null;
                long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
                if (refused) {
                    assertThat(allocated).isLessThan(REFUSAL_BYTES_MAX + 2L * body.length);
                }
            }
        }
    }

    private static byte[] request(String item) {
        return ("{\"TableName\":\"t\",\"Item\":"
                        + item
                        + ",\"ExpressionAttributeValues\":"
                        + item
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] damaged(byte[] body, SplittableRandom random) {
        byte[] bytes = body.clone();
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 2 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 3 -> {
                int to = random.nextInt(at, bytes.length);
                byte[] cut = new byte[bytes.length - (to - at)];
                System.arraycopy(bytes, 0, cut, 0, at);
                System.arraycopy(bytes, to, cut, at, bytes.length - to);
                yield cut;
            }
            default -> {
                byte[] signs = "{}[]\",:\\0-tfnSNBLM".getBytes(StandardCharsets.UTF_8);
                bytes[at] = signs[random.nextInt(signs.length)];
                yield bytes;
            }
        };
    }

    @Test
    void hugeMalformedBodiesCostNothing() {
        assertCheapRefusal("{\"Item\":{\"a\":{\"S\":\"" + "x".repeat(HUGE));
        assertCheapRefusal("{\"Item\":{\"a\":{\"S\":\"" + "\\n".repeat(HUGE / 2) + "\"}}");
        assertCheapRefusal("{\"Item\":" + "{\"a\":{\"M\":".repeat(HUGE / 10));
        assertCheapRefusal("[".repeat(HUGE));
        assertCheapRefusal("{\"Item\":{" + "\"a\":{\"N\":\"1\"},".repeat(HUGE / 16) + "}}");
        assertCheapRefusal("{" + "\"\\u0041\":1,".repeat(HUGE / 11) + "}");
        assertCheapRefusal("1".repeat(HUGE));
    }

    @Test
    void hugeItemsAreRefusedBeforeTheyAreEncoded() {
        assertCheapRefusal("{\"Item\":{\"a\":{\"S\":\"" + "x".repeat(HUGE) + "\"}}}");
        assertCheapRefusal("{\"Item\":{\"" + "x".repeat(HUGE) + "\":{\"S\":\"\"}}}");
        assertCheapRefusal("{\"Item\":{\"a\":{\"S\":\"" + "\\n".repeat(HUGE / 2) + "\"}}}");
        assertCheapRefusal("{\"Item\":{\"" + "\\n".repeat(HUGE / 2) + "\":{\"S\":\"\"}}}");
        String binary = Base64.getEncoder().encodeToString(new byte[HUGE / 2]);
        assertCheapRefusal("{\"Item\":{\"a\":{\"B\":\"" + binary + "\"}}}");
        assertCheapRefusal("{\"Item\":{\"a\":{\"N\":\"" + "1".repeat(HUGE) + "\"}}}");
        assertCheapRefusal("{\"Item\":{\"a\":{\"N\":\"" + "\\u0031".repeat(HUGE / 6) + "\"}}}");
    }

    @Test
    void wrongTypesAndDeepNestingCostNothing() {
        assertCheapRefusal("{\"Item\":{\"a\":{\"S\":1}}}");
        assertCheapRefusal("{\"Item\":[]}");
        assertCheapRefusal(
                "{\"Item\":{\"a\":"
                        + "{\"M\":{\"a\":".repeat(33)
                        + "{\"NULL\":true}"
                        + "}}".repeat(33)
                        + "}}");
        assertCheapRefusal("{\"Item\":{\"a\":" + "{\"L\":[".repeat(200) + "]}".repeat(200) + "}}");
    }

    private void assertCheapRefusal(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var refusal = refusal(bytes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(refusal).isNotNull();
        assertThat(allocated).isLessThan(REFUSAL_BYTES_MAX);
    }

    /** Why the request is refused, or null if it is read. */
    private @Nullable RequestException refusal(byte[] body) {
        try {
            JsonReader.requireWellFormed(body, 0, body.length);
            json.open(body, 0, body.length);
            json.beginRequest();
            ItemDraft item = null;
            ValueDraft<Map<String, byte[]>> expressionValues = null;
            while (json.nextMember()) {
                if (json.nameIs(ITEM)) {
                    item = values.readItem(json);
                } else if (json.nameIs(VALUES)) {
                    expressionValues = values.readExpressionValues(json);
                } else {
                    json.skipValue();
                }
            }
            json.finish();
            if (item != null) {
                item.check();
            }
            if (expressionValues != null) {
                expressionValues.check();
            }
            return null;
        } catch (RequestException e) {
            return e;
        }
    }
}
