package dev.penstock.capacity;

/**
 * What DynamoDB charges, in capacity units. Sizes are DynamoDB's (names and values), never the
 * length of our bytes. Units are multiples of a half, so that a double holds and adds them exactly.
 *
 * <p>Source: the developer guide, "Read and write operations", and observation of the service. What
 * is read or written is the base table; indexes have arms of their own.
 */
public final class CapacityUnits {
    /** One read step. */
    public static final int READ_STEP_BYTES = 4_096;

    /** One write step. */
    public static final int WRITE_STEP_BYTES = 1_024;

    private static final int TRANSACTIONAL_UNITS_PER_STEP = 2;

    private CapacityUnits() {}

    /**
     * The price of reading {@code sizeBytes}: one item's size, or the sum of all items that one
     * page of Query or Scan evaluated, before filter and projection. A page is rounded up once, the
     * items of BatchGetItem one by one. Nothing found (0 bytes) costs one step all the same.
     */
    public static double read(long sizeBytes, ReadConsistency consistency) {
        return steps(sizeBytes, READ_STEP_BYTES) * consistency.unitsPerStep();
    }

    /**
     * The price of a put, update or delete, also if its condition failed: by the larger of the item
     * before and after. 0 stands for no item; deleting a missing item costs one unit.
     */
    public static double write(int sizeBytesBefore, int sizeBytesAfter) {
        return steps(Math.max(sizeBytesBefore, sizeBytesAfter), WRITE_STEP_BYTES);
    }

    /** The price of a write, or of a condition check, inside a transaction: twice as much. */
    public static double transactionalWrite(int sizeBytesBefore, int sizeBytesAfter) {
        return write(sizeBytesBefore, sizeBytesAfter) * TRANSACTIONAL_UNITS_PER_STEP;
    }

    private static long steps(long sizeBytes, int stepBytes) {
        return Math.max(1, Math.ceilDiv(sizeBytes, stepBytes));
    }
}
