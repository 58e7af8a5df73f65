package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;

/** The one place that turns an {@link ErrorCode} into the body of an HTTP answer. */
final class ErrorAnswer {
    private static final JsonName TYPE = JsonName.of("__type");
    private static final JsonName ITEM = JsonName.of("Item");
    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonName CORAL_MESSAGE = JsonName.of("Message");
    private static final String CONDITION_FAILED = "The conditional request failed";
    private static final String INTERNAL =
            "The request processing has failed because of an unknown error, exception or failure.";

    private ErrorAnswer() {}

    /** Writes the body and returns the status. */
    static int write(JsonWriter out, RequestException error) {
        ErrorCode code = error.code();
        out.beginObject();
        out.name(TYPE);
        out.string(code.type());
        if (!error.text().isEmpty()) {
            out.name(messageName(code));
            out.string(error.text());
        }
        out.endObject();
        return code.httpStatus();
    }

    /** A condition that failed, with the item that is there. */
    static int writeConditionFailed(JsonWriter out, byte[] item) {
        out.beginObject();
        out.name(TYPE);
        out.string(ErrorCode.CONDITION_FAILED.type());
        out.name(MESSAGE);
        out.string(CONDITION_FAILED);
        out.name(ITEM);
        out.item(item);
        out.endObject();
        return ErrorCode.CONDITION_FAILED.httpStatus();
    }

    static RequestException conditionFailed() {
        return new RequestException(ErrorCode.CONDITION_FAILED, CONDITION_FAILED);
    }

    static RequestException internal() {
        return new RequestException(ErrorCode.INTERNAL, INTERNAL);
    }

    static RequestException throttled() {
        return new RequestException(
                ErrorCode.THROTTLING,
                "Throughput exceeds the current capacity of the server. Please retry later.");
    }

    static RequestException unavailable() {
        return new RequestException(
                ErrorCode.UNAVAILABLE, "The server is starting or stopping. Please retry later.");
    }

    /** The service's framework writes the text of its own errors with a capital letter. */
    private static JsonName messageName(ErrorCode code) {
        return switch (code) {
            case SERIALIZATION, ACCESS_DENIED -> CORAL_MESSAGE;
            case VALIDATION,
                    CONDITION_FAILED,
                    RESOURCE_NOT_FOUND,
                    RESOURCE_IN_USE,
                    LIMIT_EXCEEDED,
                    EXPIRED_ITERATOR,
                    TRIMMED_DATA_ACCESS,
                    UNKNOWN_OPERATION,
                    MISSING_AUTHENTICATION_TOKEN,
                    INCOMPLETE_SIGNATURE,
                    INVALID_SIGNATURE,
                    THROTTLING,
                    INTERNAL,
                    UNAVAILABLE ->
                    MESSAGE;
        };
    }
}
