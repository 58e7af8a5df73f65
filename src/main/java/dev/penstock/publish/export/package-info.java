/**
 * Exports of tables' changes to somewhere outside: what is sent when, what has arrived, and from
 * where to go on. Knows no broker, no HTTP and no JSON; it is given who sends and who encodes.
 */
@NullMarked
package dev.penstock.publish.export;

import org.jspecify.annotations.NullMarked;
