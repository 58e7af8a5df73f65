package dev.penstock.table;

/**
 * What a table's description says of its life. Never stored: the answer to a catalogue command
 * carries the passing state, and every later request sees {@link #ACTIVE} or no table.
 */
public enum TableStatus {
    CREATING,
    UPDATING,
    ACTIVE,
    DELETING
}
