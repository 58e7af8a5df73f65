/**
 * Hurts a real server from outside and looks whether anything acknowledged is gone: processes
 * killed, power cut. Knows the server only by its command line and its wire protocol.
 */
@NullMarked
package dev.penstock.reliability;

import org.jspecify.annotations.NullMarked;
