/**
 * The log in files, appended by Chronicle Queue and read by nobody but ourselves: {@code
 * docs/internals/log-format.md}. The only package that knows the queue library, and in it only
 * {@code QueueAppender} does. Knows nothing of the engine.
 */
@NullMarked
package dev.penstock.log.chronicle;

import org.jspecify.annotations.NullMarked;
