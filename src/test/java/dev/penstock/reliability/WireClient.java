package dev.penstock.reliability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/** The least client that speaks DynamoDB's protocol: a body in, a body out. Thread-safe. */
public final class WireClient {
    /** A signature that is well formed; whose it is, is not looked at. */
    public static final String AUTHORIZATION =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature="
                    + "fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024";

    private static final Set<String> OF_STREAMS =
            Set.of("DescribeStream", "GetShardIterator", "GetRecords");

    private static final int NO_ANSWER = -1;

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    WireClient(int port) {
        this.endpoint = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Where the server listens. */
    public URI endpoint() {
        return endpoint;
    }

    /** An answer: {@code status} 200 or the error's. */
    public record Answer(int status, String body) {
        public boolean isSuccess() {
            return status == 200;
        }

        /** Short enough for a line. */
        @Override
        public String toString() {
            return status + " " + body.substring(0, Math.min(500, body.length()));
        }
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws IOException if no answer came: the operation may or may not have happened
     */
    public Answer call(String operation, String body) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Date", "20260101T000000Z")
                        .header("Authorization", AUTHORIZATION)
                        .header("X-Amz-Target", target(operation))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private static String target(String operation) {
        String service = OF_STREAMS.contains(operation) ? "DynamoDBStreams" : "DynamoDB";
        return service + "_20120810." + operation;
    }

    /** Whether the server says that its recovery is done. */
    public boolean isHealthy() {
        return health() == 200;
    }

    /** Whether the server listens: that it is not ready is an answer too. */
    public boolean isAnswering() {
        return health() != NO_ANSWER;
    }

    private int health() {
        var request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(2)).GET().build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException notYet) {
            return NO_ANSWER;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while waiting", interrupted);
        }
    }
}
