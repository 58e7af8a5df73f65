/**
 * Rounds of: write, strike, start again, check. Knows the server by its command line, its wire
 * protocol, and the names and first bytes of its files, which tell where a blow fell. Runs on a
 * bare JDK.
 */
@NullMarked
package dev.penstock.reliability.crash;

import org.jspecify.annotations.NullMarked;
