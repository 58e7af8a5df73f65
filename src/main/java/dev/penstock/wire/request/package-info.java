/**
 * What every operation shares: the call it answers, the members of its request, the texts of the
 * rules that the request alone must keep. Knows no HTTP.
 */
@NullMarked
package dev.penstock.wire.request;

import org.jspecify.annotations.NullMarked;
