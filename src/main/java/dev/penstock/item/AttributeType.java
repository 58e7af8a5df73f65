package dev.penstock.item;

/** DynamoDB's ten types of attribute values; the constant's name is the type's name on the wire. */
public enum AttributeType {
    S,
    N,
    B,
    BOOL,
    NULL,
    L,
    M,
    SS,
    NS,
    BS;

    public boolean isSet() {
        return this == SS || this == NS || this == BS;
    }

    /** A list or a map: what counts as a level of nesting. */
    public boolean isDocument() {
        return this == L || this == M;
    }
}
