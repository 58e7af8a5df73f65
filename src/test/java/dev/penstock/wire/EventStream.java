package dev.penstock.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Server-sent events, read as a browser reads them. Calls wait for what they return. */
public final class EventStream implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /** As a browser keeps it, for when it resumes. */
    private @Nullable String lastId;

    /** One event; without a name it is a change. */
    public record Event(@Nullable String id, @Nullable String name, String data) {}

    private EventStream(HttpRequest request) throws IOException, InterruptedException {
        response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    /** Connects; the server has answered when this returns. */
    public static EventStream open(URI address, String... headers) {
        var request = HttpRequest.newBuilder(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new EventStream(request.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connects again where this one came to. */
    public EventStream resume(URI address) {
        String id = lastId;
        return id == null ? open(address) : open(address, "Last-Event-ID", id);
    }

    public HttpResponse<InputStream> response() {
        return response;
    }

    public @Nullable String lastId() {
        return lastId;
    }

    /** The next event that has data; null at the end. */
    public @Nullable Event next() {
        String id = null;
        String name = null;
        String data = null;
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty()) {
                lastId = id == null ? lastId : id;
                if (data != null) {
                    return new Event(id, name, data);
                }
                id = null;
            }
        }
        return null;
    }

    public List<Event> take(int count) {
        var events = new ArrayList<Event>();
        while (events.size() < count) {
            Event event = next();
            if (event == null) {
                throw new AssertionError("ended behind " + events);
            }
            events.add(event);
        }
        return events;
    }

    /**
     * One line as it is; null at the end.
     *
     * @throws UncheckedIOException if the connection ends before the answer does
     */
    public @Nullable String line() {
        try {
            return lines.readLine();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
