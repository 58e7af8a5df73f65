/** The error contract with clients. Knows no HTTP beyond the status number and no other package. */
@NullMarked
package dev.penstock.error;

import org.jspecify.annotations.NullMarked;
