package dev.penstock.log;

/** Who caused a change. The wire number is part of the log format: never change one. */
public enum Origin {
    USER(0),
    TTL(1),
    REPLICATION(2),
    RESTORE(3);

    private final int wireNumber;

    Origin(int wireNumber) {
        this.wireNumber = wireNumber;
    }

    int wireNumber() {
        return wireNumber;
    }

    static Origin ofWireNumber(int wireNumber) {
        return switch (wireNumber) {
            case 0 -> USER;
            case 1 -> TTL;
            case 2 -> REPLICATION;
            case 3 -> RESTORE;
            default ->
                    throw new LogException("unknown origin " + wireNumber + " in a commit frame");
        };
    }
}
