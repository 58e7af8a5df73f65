package dev.penstock.reliability.calls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What the server says of itself on its management port. */
final class Wellness {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI uri;

    Wellness(int managementPort) {
        uri = URI.create("http://127.0.0.1:" + managementPort + "/q/health/well");
    }

    /** Status and body; an empty string if nothing answers. */
    String look() {
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException gone) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    boolean isWell() {
        return look().startsWith("200");
    }

    boolean showsFailedSnapshot() {
        String words = look();
        return words.startsWith("503") && words.contains("snapshot-problem");
    }
}
