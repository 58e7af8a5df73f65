/**
 * Time to live: which items are due, the index that orders them by their time, and the sweep that
 * asks for their removal. Knows no writer and no catalogue: who removes is handed in, and judges
 * again.
 */
@NullMarked
package dev.penstock.expiry;

import org.jspecify.annotations.NullMarked;
