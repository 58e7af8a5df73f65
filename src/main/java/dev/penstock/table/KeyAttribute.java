package dev.penstock.table;

/** One element of a key schema: the attribute's name and its declared type. */
public record KeyAttribute(String name, KeyType type) {}
