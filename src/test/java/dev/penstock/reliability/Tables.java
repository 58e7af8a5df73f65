package dev.penstock.reliability;

import java.io.IOException;

/** Requests about whole tables. All have a partition key pk and no sort key. */
public final class Tables {
    private Tables() {}

    /** The body of a CreateTable. */
    public static String createBody(String name) {
        return """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",\
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],\
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}\
        """
                .formatted(name);
    }

    /**
     * Makes one.
     *
     * @throws IOException if the answer is not one of success
     */
    public static void create(WireClient client, String name)
            throws IOException, InterruptedException {
        var _ = WireItems.require(client, "CreateTable", createBody(name));
    }

    /** The body of a DeleteTable. */
    public static String deleteBody(String name) {
        return "{\"TableName\":\"%s\"}".formatted(name);
    }
}
