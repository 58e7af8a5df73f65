package dev.penstock.capacity;

/** How a read was asked for, which decides its price. */
public enum ReadConsistency {
    /** The default of GetItem, Query and Scan: half a unit per step. */
    EVENTUAL(0.5),
    /** {@code ConsistentRead=true}: one unit per step. */
    STRONG(1),
    /** TransactGetItems: two units per step. */
    TRANSACTIONAL(2);

    private final double unitsPerStep;

    ReadConsistency(double unitsPerStep) {
        this.unitsPerStep = unitsPerStep;
    }

    double unitsPerStep() {
        return unitsPerStep;
    }
}
