package dev.penstock.reliability.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The requests that have to do with destinations. */
final class Destinations {
    private Destinations() {}

    static String arn(String topic) {
        return "arn:aws:kinesis:us-east-1:000000000000:stream/" + topic;
    }

    static void createTable(WireClient client, String table)
            throws IOException, InterruptedException {
        call(
                client,
                "CreateTable",
                """
                {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",\
                "AttributeDefinitions":[{"AttributeName":"Id","AttributeType":"S"}],\
                "KeySchema":[{"AttributeName":"Id","KeyType":"HASH"}]}\
                """
                        .formatted(table));
    }

    static void put(WireClient client, String table, String id, int number)
            throws IOException, InterruptedException {
        call(
                client,
                "PutItem",
                """
                {"TableName":"%s","Item":{"Id":{"S":"%s"},"Number":{"N":"%d"}}}\
                """
                        .formatted(table, id, number));
    }

    static void enable(WireClient client, String table, String topic)
            throws IOException, InterruptedException {
        call(client, "EnableKinesisStreamingDestination", request(table, topic));
    }

    static void disable(WireClient client, String table, String topic)
            throws IOException, InterruptedException {
        call(client, "DisableKinesisStreamingDestination", request(table, topic));
    }

    /** The last of a table's destinations. */
    static JsonNode describe(WireClient client, String table) {
        try {
            var answer =
                    call(
                            client,
                            "DescribeKinesisStreamingDestination",
                            "{\"TableName\":\"%s\"}".formatted(table));
            var all = answer.path("KinesisDataStreamDestinations");
            return all.path(all.size() - 1);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String request(String table, String topic) {
        return "{\"TableName\":\"%s\",\"StreamArn\":\"%s\"}".formatted(table, arn(topic));
    }

    static JsonNode call(WireClient client, String operation, String body)
            throws IOException, InterruptedException {
        var answer = client.call(operation, body);
        if (!answer.isSuccess()) {
            throw new IllegalStateException(operation + ": " + answer);
        }
        return Arrivals.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
