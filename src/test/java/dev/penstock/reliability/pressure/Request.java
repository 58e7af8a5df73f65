package dev.penstock.reliability.pressure;

import dev.penstock.reliability.WireClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes the bytes of a request; what its signature says is not looked at. */
final class Request {
    private Request() {}

    /** A call's head without the fields that say where its body ends. */
    static String head(String operation) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
                + "X-Amz-Date: 20260101T000000Z\r\n"
                + "Authorization: "
                + WireClient.AUTHORIZATION
                + "\r\n"
                + "X-Amz-Target: DynamoDB_20120810."
                + operation
                + "\r\n";
    }

    static byte[] call(String operation, String body) {
        return call(operation, "", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param fields more header fields, each with its line end
     */
    static byte[] call(String operation, String fields, byte[] body) {
        String head = head(operation) + fields + "Content-Length: " + body.length + "\r\n\r\n";
        var bytes = new ByteArrayOutputStream(head.length() + body.length);
        bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    static byte[] createTable(String name) {
        return call(
                "CreateTable",
                """
                {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
                 "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
                                         {"AttributeName":"s","AttributeType":"N"}],
                 "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
                              {"AttributeName":"s","KeyType":"RANGE"}]}
                """
                        .formatted(name));
    }

    static byte[] put(String table, String partition, long sort, String value) {
        return call(
                "PutItem",
                "{\"TableName\":\"%s\",\"Item\":{\"p\":{\"S\":\"%s\"},\"s\":{\"N\":\"%d\"},\"v\":{\"S\":\""
                                .formatted(table, partition, sort)
                        + value
                        + "\"}}}");
    }

    static byte[] onKey(String operation, String table, String partition, long sort) {
        return call(
                operation,
                "{\"TableName\":\"%s\",\"Key\":{\"p\":{\"S\":\"%s\"},\"s\":{\"N\":\"%d\"}}}"
                        .formatted(table, partition, sort));
    }

    static byte[] query(String table, String partition) {
        return call(
                "Query",
                """
                {"TableName":"%s","KeyConditionExpression":"p = :p",
                 "ExpressionAttributeValues":{":p":{"S":"%s"}}}
                """
                        .formatted(table, partition));
    }
}
