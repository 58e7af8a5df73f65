package dev.penstock.expression;

/** What an update made of an item. */
@SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
public record UpdateResult(byte[] newItem) {}
