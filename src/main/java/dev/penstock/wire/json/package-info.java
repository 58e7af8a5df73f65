/**
 * JSON as bytes: a pull parser, DynamoDB's attribute values to item bytes and back, and the texts
 * of what a request's JSON can have wrong. Knows no HTTP, no operation and no table's state.
 */
@NullMarked
package dev.penstock.wire.json;

import org.jspecify.annotations.NullMarked;
