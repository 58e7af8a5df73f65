package dev.penstock.reliability.calls;

import dev.penstock.reliability.Tables;
import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** One writer whose table grows by one item with each put. Remembers what must be there. */
final class GrowingLoad {
    private static final int VALUE_BYTES = 72_000;
    private static final String TABLE = "growing";

    private final TreeSet<Integer> present = new TreeSet<>();
    private int next;

    void createTable(WireClient client) throws IOException, InterruptedException {
        Tables.create(client, TABLE);
    }

    int items() {
        return present.size();
    }

    WireClient.Answer put(WireClient client) throws IOException, InterruptedException {
        int key = next++;
        var answer =
                client.call(
                        "PutItem",
                        "{\"TableName\":\"growing\",\"Item\":{\"pk\":{\"S\":\"%d\"},\"v\":{\"S\":\"%s\"}}}"
                                .formatted(key, value(key)));
        if (answer.isSuccess()) {
            present.add(key);
        }
        return answer;
    }

    /** Deletes one item. */
    WireClient.Answer delete(WireClient client) throws IOException, InterruptedException {
        int key = present.first();
        var answer =
                client.call("DeleteItem", "{\"TableName\":\"growing\",\"Key\":" + key(key) + "}");
        if (answer.isSuccess()) {
            present.remove(key);
        }
        return answer;
    }

    /** Reads every key that was ever sent, and returns what is wrong. */
    List<String> check(WireClient client) throws IOException, InterruptedException {
        var wrong = new ArrayList<String>();
        for (int key = 0; key < next; key++) {
            var answer =
                    client.call(
                            "GetItem",
                            "{\"TableName\":\"growing\",\"ProjectionExpression\":\"pk\",\"Key\":"
                                    + key(key)
                                    + "}");
            boolean isThere = answer.body().contains("\"Item\"");
            if (!answer.isSuccess() || isThere != present.contains(key)) {
                wrong.add("key " + key + (isThere ? " is there: " : " is missing: ") + answer);
            }
        }
        return wrong;
    }

    /** Snapshots are compressed: this cannot be. */
    private static String value(int key) {
        var bytes = new byte[VALUE_BYTES];
        new SplittableRandom(key).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String key(int key) {
        return "{\"pk\":{\"S\":\"" + key + "\"}}";
    }
}
