package dev.penstock.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes tables with streams, and finds where their readers begin. One call after the other. */
final class StreamTables implements AutoCloseable {
    private static final Pattern ARN = Pattern.compile("\"LatestStreamArn\":\"([^\"]+)\"");
    private static final Pattern SHARD = Pattern.compile("\"ShardId\":\"([^\"]+)\"");
    private static final Pattern ITERATOR = Pattern.compile("\"ShardIterator\":\"([^\"]+)\"");

    private final Selector selector = Selector.open();
    private final Connection connection;

    StreamTables(int port) throws IOException {
        connection = new Connection(new InetSocketAddress("127.0.0.1", port), selector);
    }

    /** Iterators behind all that is there, one for each shard of the table's stream. */
    List<String> iterators(String table) throws IOException {
        String arn = first(ARN, call("DynamoDB_20120810.DescribeTable", name(table)));
        if (arn == null) {
            arn = first(ARN, create(table));
        }
        String streams = "DynamoDBStreams_20120810.";
        String described = call(streams + "DescribeStream", "{\"StreamArn\":\"" + arn + "\"}");
        var iterators = new ArrayList<String>();
        var shards = SHARD.matcher(described);
        while (shards.find()) {
            String body =
                    "{\"StreamArn\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"LATEST\"}"
                            .formatted(arn, shards.group(1));
            iterators.add(first(ITERATOR, call(streams + "GetShardIterator", body)));
        }
        return iterators;
    }

    private String create(String table) throws IOException {
        return call(
                "DynamoDB_20120810.CreateTable",
                """
                {"TableName":"%s","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":\
                [{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"}],\
                "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],\
                "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}"""
                        .formatted(table));
    }

    private static String name(String table) {
        return "{\"TableName\":\"" + table + "\"}";
    }

    private String call(String target, String body) throws IOException {
        connection.send(Requests.call(target, body), 0);
        boolean isWhole = false;
        while (!isWhole) {
            selector.select();
            selector.selectedKeys().clear();
            isWhole = connection.receive();
        }
        return StandardCharsets.US_ASCII.decode(connection.answer()).toString();
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
