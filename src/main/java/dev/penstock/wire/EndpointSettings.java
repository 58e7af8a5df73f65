package dev.penstock.wire;

import dev.penstock.common.Limit;

/**
 * What the HTTP entry needs to know beside the database.
 *
 * @param region the AWS region that the health text and every ARN name
 * @param accountId the twelve digits that every ARN carries
 * @param requestBytesMax a longer body, as sent or as decompressed, is answered with 413
 * @param bodiesInFlightBytesMax all bodies that are held at one moment; more is throttled
 * @param answersInFlightBytesMax all answers that are built or unsent at one moment; more is
 *     throttled
 */
public record EndpointSettings(
        String region,
        String accountId,
        int requestBytesMax,
        long bodiesInFlightBytesMax,
        long answersInFlightBytesMax) {
    /** DynamoDB: a request body over 16 MB is refused with HTTP 413. */
    @Limit(
            of = "body of a request, as sent and as decompressed; a setting",
            unit = "bytes",
            beyond = "HTTP 413")
    public static final int REQUEST_BYTES_MAX = 16 << 20;

    /** Bodies in flight are copied into items before they are released, hence generous. */
    @Limit(
            of = "bodies of requests, all together; a setting, less on a heap below 2 GiB",
            unit = "bytes",
            beyond = "`ThrottlingException`")
    public static final long BODIES_IN_FLIGHT_BYTES_MAX = 256L << 20;

    /** A slow reader must not be able to hold more of the heap than this. */
    @Limit(
            of =
                    "answers being built or unsent, all together; a setting, less on a heap below 2"
                            + " GiB",
            unit = "bytes",
            beyond = "`ThrottlingException`")
    public static final long ANSWERS_IN_FLIGHT_BYTES_MAX = 256L << 20;

    /** The defaults that stand in the configuration reference. */
    public static EndpointSettings standard() {
        return new EndpointSettings(
                "us-east-1",
                "000000000000",
                REQUEST_BYTES_MAX,
                BODIES_IN_FLIGHT_BYTES_MAX,
                ANSWERS_IN_FLIGHT_BYTES_MAX);
    }
}
