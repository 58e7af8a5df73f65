/**
 * The four operations of DynamoDB Streams: requests are checked and answers written here; what a
 * stream is and what it shows is {@code dev.penstock.stream}'s.
 */
@NullMarked
package dev.penstock.wire.streams;

import org.jspecify.annotations.NullMarked;
