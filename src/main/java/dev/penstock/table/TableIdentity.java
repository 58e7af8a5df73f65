package dev.penstock.table;

/**
 * What names one table for ever: a table that is deleted and made again has the same name and
 * another id.
 *
 * @param id stands in log and snapshots; given once, never reused; below {@link #FIRST_USER_ID} are
 *     the hidden system tables
 * @param uuid DynamoDB's TableId
 * @param createdMicros commit time of the creation, microseconds since 1970
 */
public record TableIdentity(String name, int id, String uuid, long createdMicros) {
    /** The lowest id of a table that a client made. */
    public static final int FIRST_USER_ID = 64;
}
