package dev.penstock.reliability.crash;

import dev.penstock.reliability.WireClient;
import java.io.IOException;

/** Requests about whole tables. All have a partition key pk and no sort key. */
final class Tables {
    private Tables() {}

    static WireClient.Answer requestCreate(WireClient client, String name)
            throws IOException, InterruptedException {
        return client.call(
                "CreateTable",
                """
                {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",\
                "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],\
                "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}\
                """
                        .formatted(name));
    }

    static void create(WireClient client, String name) throws IOException, InterruptedException {
        var answer = requestCreate(client, name);
        if (!answer.isSuccess()) {
            throw new IllegalStateException("CreateTable answered " + answer);
        }
    }

    static WireClient.Answer requestDelete(WireClient client, String name)
            throws IOException, InterruptedException {
        return client.call("DeleteTable", "{\"TableName\":\"%s\"}".formatted(name));
    }
}
