package dev.penstock.wire.json;

/** What the next JSON value is, by its first byte. */
public enum JsonToken {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
}
