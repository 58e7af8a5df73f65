package dev.penstock.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param error null: it went well
 * @param text of the error; else empty
 * @param json the answer; of a failed condition {@code {"Item": ...}} if the item was asked for
 */
record Answer(@Nullable ErrorCode error, String text, JsonNode json) {}
