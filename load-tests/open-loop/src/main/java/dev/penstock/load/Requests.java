package dev.penstock.load;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Requests over the table of {@code dynamodb.lua}: 1,000 collections of 100 items. */
final class Requests {
    private static final int COLLECTIONS = 1_000;
    private static final int COLLECTION_ITEMS = 100;
    private static final String DESCRIPTION =
            ("Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt"
                            + " ut labore et dolore magna aliqua. ")
                    .repeat(4)
                    .substring(0, 390);
    private static final String HEAD =
            """
            POST / HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/x-amz-json-1.0\r
            X-Amz-Date: 20261122T070000Z\r
            Authorization: AWS4-HMAC-SHA256 \
            Credential=AKIDEXAMPLE/20261122/us-east-1/dynamodb/aws4_request, \
            SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
            Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024\r
            User-Agent: aws-sdk-java/2.25.50 md/io#sync md/http#Apache ua/2.0 os/Linux lang/java#25\r
            X-Amz-Target: """;

    private final SplittableRandom random;
    private final String run = Long.toString(System.currentTimeMillis());
    private final Zipfian keys;

    /** Numbers of inserts begin anywhere, so that a later run does not meet those of an earlier. */
    private int inserted;

    Requests(SplittableRandom random) {
        this.random = random;
        keys = new Zipfian(random, COLLECTIONS * COLLECTION_ITEMS);
        inserted = random.nextInt(Integer.MAX_VALUE / 2);
    }

    byte[] get() {
        return request("GetItem", "{\"TableName\":\"bench\",\"Key\":{" + key(keys.next()) + "}}");
    }

    byte[] update() {
        return request(
                "UpdateItem",
                "{\"TableName\":\"bench\",\"Key\":{"
                        + key(keys.next())
                        + "},\"UpdateExpression\":\"ADD cnt :i\",\"ExpressionAttributeValues\":"
                        + "{\":i\":{\"N\":\"1\"}}}");
    }

    byte[] put() {
        return put(key(keys.next()));
    }

    /**
     * An item anywhere in one of some tables, which have as many places together as one has, with a
     * number by which a reader knows it again. Its price is this run's: the same item once more would
     * be no change, and have no record.
     */
    byte[] put(String table, int tables, long number) {
        int places = COLLECTIONS * COLLECTION_ITEMS / tables;
        return put(table, key(random.nextInt(places)), run, number);
    }

    /** A new item behind those of a collection. */
    byte[] insert() {
        int number = inserted++;
        return put(
                "\"pk\":{\"S\":\"p%04d\"},\"sk\":{\"S\":\"t%09d\"}"
                        .formatted(number % COLLECTIONS, number / COLLECTIONS));
    }

    /** Up to 100 neighbours. */
    byte[] range() {
        int from = keys.next();
        return request(
                "Query",
                ("{\"TableName\":\"bench\",\"KeyConditionExpression\":\"pk = :p AND sk >= :s\",\"Limit\":%d,"
                                + "\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p%04d\"},\":s\":{\"S\":\"s%03d\"}}}")
                        .formatted(
                                1 + random.nextInt(COLLECTION_ITEMS),
                                from / COLLECTION_ITEMS,
                                from % COLLECTION_ITEMS));
    }

    private byte[] put(String key) {
        return put("bench", key, "1234.56", 100_000 + random.nextInt(900_000));
    }

    private static byte[] put(String table, String key, String price, long number) {
        return request(
                "PutItem",
                "{\"TableName\":\""
                        + table
                        + "\",\"Item\":{"
                        + key
                        + ",\"price\":{\"N\":\""
                        + price
                        + "\"},\"active\":{\"BOOL\":true},\"tags\":{\"SS\":[\"alpha\","
                        + "\"beta\",\"gamma\"]},\"addr\":{\"M\":{\"street\":{\"S\":\"221B Baker Street\"},\"city\":"
                        + "{\"S\":\"London\"},\"zip\":{\"N\":\"90210\"}}},\"cnt\":{\"N\":\""
                        + number
                        + "\"},\"descr\":{\"S\":\""
                        + DESCRIPTION
                        + "\"}}}");
    }

    private static String key(int number) {
        int collection = number / COLLECTION_ITEMS;
        int item = number % COLLECTION_ITEMS;
        return "\"pk\":{\"S\":\"p"
                + padded(collection, 4)
                + "\"},\"sk\":{\"S\":\"s"
                + padded(item, 3)
                + "\"}";
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static byte[] request(String operation, String body) {
        return call("DynamoDB_20120810." + operation, body);
    }

    /** Without a formatter: the generator must be faster than what it measures. */
    static byte[] call(String target, String body) {
        String length = Integer.toString(body.length());
        return (HEAD + target + "\r\nContent-Length: " + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
