package dev.penstock.planted.item;

import dev.penstock.planted.wire.Endpoint;

/** Planted: a value that knows the wire. */
public record UsesTheWire(Endpoint endpoint) {}
