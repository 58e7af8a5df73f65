package dev.penstock.wire.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.publish.ChangeEncoder;
import dev.penstock.publish.ChangeForm;
import dev.penstock.publish.Delivery;
import dev.penstock.stream.StreamPosition;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How changes stand one behind the other in an answer that does not end. */
enum Framing {
    /** Server-sent events, as browsers read them: each change is a message with its id. */
    EVENTS("text/event-stream") {
        @Override
        byte[] greeting(@Nullable StreamPosition position) {
            // Without data: a browser only takes note of where to resume, and how soon.
            String id = position == null ? "" : "id: " + position.toNumber() + "\n";
            return utf8("retry: 1000\n" + id + "\n");
        }

        @Override
        byte[] change(StreamPosition position, byte[] json) {
            byte[] head = utf8("id: " + position.toNumber() + "\ndata: ");
            byte[] framed = new byte[head.length + json.length + 2];
            System.arraycopy(head, 0, framed, 0, head.length);
            System.arraycopy(json, 0, framed, head.length, json.length);
            framed[framed.length - 2] = '\n';
            framed[framed.length - 1] = '\n';
            return framed;
        }

        @Override
        byte[] keepAlive() {
            return utf8(":\n\n");
        }

        @Override
        byte[] trimmed(StreamPosition from) {
            // The id is of what stands before it, so that who resumes begins there.
            return utf8(
                    "id: %s\nevent: trimmed\ndata: {\"from\":\"%s\"}\n\n"
                            .formatted(from.previous().toNumber(), from.toNumber()));
        }

        @Override
        byte[] ended(Delivery.Reason reason) {
            return utf8("event: end\ndata: {\"reason\":\"%s\"}\n\n".formatted(text(reason)));
        }
    },

    /** One JSON text on each line; an empty line keeps the connection alive. */
    LINES("application/x-ndjson") {
        @Override
        byte[] greeting(@Nullable StreamPosition position) {
            return keepAlive();
        }

        @Override
        byte[] change(StreamPosition position, byte[] json) {
            byte[] framed = new byte[json.length + 1];
            System.arraycopy(json, 0, framed, 0, json.length);
            framed[json.length] = '\n';
            return framed;
        }

        @Override
        byte[] keepAlive() {
            return utf8("\n");
        }

        @Override
        byte[] trimmed(StreamPosition from) {
            return utf8("{\"event\":\"trimmed\",\"from\":\"%s\"}\n".formatted(from.toNumber()));
        }

        @Override
        byte[] ended(Delivery.Reason reason) {
            return utf8("{\"event\":\"end\",\"reason\":\"%s\"}\n".formatted(text(reason)));
        }
    };

    private final String contentType;

    Framing(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /**
     * What comes first.
     *
     * @param position who resumes behind it gets what comes now; null: that is yet to be told
     */
    abstract byte[] greeting(@Nullable StreamPosition position);

    abstract byte[] change(StreamPosition position, byte[] json);

    /** What a reader passes over. */
    abstract byte[] keepAlive();

    /** Changes are gone; it goes on from there. */
    abstract byte[] trimmed(StreamPosition from);

    abstract byte[] ended(Delivery.Reason reason);

    /** Changes of one format in this framing. */
    ChangeForm form(String format, Supplier<ChangeEncoder> json) {
        return new ChangeForm(
                format + " " + contentType,
                () -> {
                    ChangeEncoder encoder = json.get();
                    return (stream, record) ->
                            change(record.position(), encoder.encode(stream, record));
                });
    }

    private static String text(Delivery.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
