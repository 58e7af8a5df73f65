/**
 * What a client may do to a connection before a request is whole and after it is answered: how it
 * frames, how long it takes, how much it leaves unread. Netty's handlers, in front of Vert.x; knows
 * nothing of operations.
 */
@NullMarked
package dev.penstock.wire.connection;

import org.jspecify.annotations.NullMarked;
