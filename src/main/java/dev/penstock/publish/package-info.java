/**
 * Changes of tables for those who are told of them as they happen: one hub for each table and form
 * encodes each change once, and all its subscribers share the bytes; each takes them at its own
 * pace, and who falls behind reads the log. Knows no HTTP: how a change is written, and where a
 * subscriber's thread is, is handed in.
 */
@NullMarked
package dev.penstock.publish;

import org.jspecify.annotations.NullMarked;
