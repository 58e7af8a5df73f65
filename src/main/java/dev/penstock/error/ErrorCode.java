package dev.penstock.error;

/**
 * Every error that a client can receive. Wire name, namespace and status are contract with every
 * AWS SDK: never rename one. Where the texts come from is said where they are thrown.
 */
public enum ErrorCode {
    VALIDATION(Namespace.VALIDATE, "ValidationException", 400, Blame.CALLER),
    CONDITION_FAILED(Namespace.DYNAMODB, "ConditionalCheckFailedException", 400, Blame.CALLER),
    RESOURCE_NOT_FOUND(Namespace.DYNAMODB, "ResourceNotFoundException", 400, Blame.CALLER),
    RESOURCE_IN_USE(Namespace.DYNAMODB, "ResourceInUseException", 400, Blame.CALLER),
    LIMIT_EXCEEDED(Namespace.DYNAMODB, "LimitExceededException", 400, Blame.CALLER),
    EXPIRED_ITERATOR(Namespace.DYNAMODB, "ExpiredIteratorException", 400, Blame.CALLER),
    TRIMMED_DATA_ACCESS(Namespace.DYNAMODB, "TrimmedDataAccessException", 400, Blame.CALLER),
    ACCESS_DENIED(Namespace.SERVICE, "AccessDeniedException", 400, Blame.CALLER),
    SERIALIZATION(Namespace.SERVICE, "SerializationException", 400, Blame.CALLER),
    UNKNOWN_OPERATION(Namespace.SERVICE, "UnknownOperationException", 400, Blame.CALLER),
    MISSING_AUTHENTICATION_TOKEN(
            Namespace.SERVICE, "MissingAuthenticationTokenException", 400, Blame.CALLER),
    INCOMPLETE_SIGNATURE(Namespace.SERVICE, "IncompleteSignatureException", 400, Blame.CALLER),
    INVALID_SIGNATURE(Namespace.SERVICE, "InvalidSignatureException", 400, Blame.CALLER),
    THROTTLING(Namespace.DYNAMODB, "ThrottlingException", 400, Blame.LOAD),
    INTERNAL(Namespace.DYNAMODB, "InternalServerError", 500, Blame.SERVER),
    UNAVAILABLE(Namespace.SERVICE, "ServiceUnavailableException", 503, Blame.LOAD);

    /** Decides logging and alerting: a caller's error is never logged above DEBUG. */
    public enum Blame {
        CALLER,
        LOAD,
        SERVER
    }

    private static final class Namespace {
        static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";
        static final String VALIDATE = "com.amazon.coral.validate#";
        static final String SERVICE = "com.amazon.coral.service#";
    }

    private final String type;
    private final int httpStatus;
    private final Blame blame;

    ErrorCode(String namespace, String wireName, int httpStatus, Blame blame) {
        this.type = namespace + wireName;
        this.httpStatus = httpStatus;
        this.blame = blame;
    }

    /** The value of {@code __type} in the error's body: namespace, {@code #}, wire name. */
    public String type() {
        return type;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public Blame blame() {
        return blame;
    }
}
