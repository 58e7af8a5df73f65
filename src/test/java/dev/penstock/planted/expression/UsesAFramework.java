package dev.penstock.planted.expression;

import io.vertx.core.buffer.Buffer;

/** Planted: logic that knows a framework. */
public record UsesAFramework(Buffer buffer) {}
