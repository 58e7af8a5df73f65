package dev.penstock.table;

/** The three types that a key attribute may have (DynamoDB: ScalarAttributeType). */
public enum KeyType {
    S,
    N,
    B
}
