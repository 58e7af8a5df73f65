import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates table {@code bench} and loads the items of dynamodb.lua by BatchWriteItem, 25 a request.
 *
 * <p>Run: {@code java load-tests/LoadItems.java PORT [ITEMS] [CONNECTIONS]}
 */
public final class LoadItems {
    private static final int BATCH_ITEMS = 25;
    private static final int COLLECTION_ITEMS = 100;
    private static final String DESCRIPTION =
            ("Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt"
                            + " ut labore et dolore magna aliqua. ")
                    .repeat(4)
                    .substring(0, 390);
    private static final String AUTHORIZATION =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature="
                    + "fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    private LoadItems(int port) {
        endpoint = URI.create("http://127.0.0.1:" + port + "/");
    }

    public static void main(String[] arguments) throws Exception {
        int items = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int connections = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        new LoadItems(Integer.parseInt(arguments[0])).load(items, connections);
    }

    private void load(int items, int connections) throws Exception {
        call(
                "CreateTable",
                """
                {"TableName":"bench","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":\
                [{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"}],\
                "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]}""");
        while (!call("DescribeTable", "{\"TableName\":\"bench\"}").contains("\"ACTIVE\"")) {
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        var next = new AtomicInteger();
        Callable<Void> connection =
                () -> {
                    for (int at; (at = next.getAndAdd(BATCH_ITEMS)) < items; ) {
                        writeBatch(at, Math.min(at + BATCH_ITEMS, items));
                    }
                    return null;
                };
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (var done : threads.invokeAll(Collections.nCopies(connections, connection))) {
                done.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("LOAD items=%d seconds=%.2f items/s=%.0f%n", items, seconds, items / seconds);
    }

    private void writeBatch(int from, int to) throws Exception {
        var body = new StringBuilder("{\"RequestItems\":{\"bench\":[");
        for (int number = from; number < to; number++) {
            body.append(number == from ? "" : ",").append(putRequest(number));
        }
        String answer = call("BatchWriteItem", body.append("]}}").toString());
        if (!answer.matches("(?s).*\"UnprocessedItems\"\\s*:\\s*\\{\\s*\\}.*")) {
            throw new IllegalStateException(answer);
        }
    }

    private static String putRequest(int number) {
        return """
                {"PutRequest":{"Item":{"pk":{"S":"p%04d"},"sk":{"S":"s%03d"},"price":{"N":"1234.56"},\
                "active":{"BOOL":true},"tags":{"SS":["alpha","beta","gamma"]},"addr":{"M":{"street":\
                {"S":"221B Baker Street"},"city":{"S":"London"},"zip":{"N":"90210"}}},"cnt":{"N":"%d"},\
                "descr":{"S":"%s"}}}}"""
                .formatted(
                        number / COLLECTION_ITEMS,
                        number % COLLECTION_ITEMS,
                        100_000 + number % 900_000,
                        DESCRIPTION);
    }

    private String call(String operation, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Date", "20261122T070000Z")
                        .header("Authorization", AUTHORIZATION)
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(operation + ": " + response.body());
        }
        return response.body();
    }
}
