/** What a table is: name, key schema, definition. Knows no storage. */
@NullMarked
package dev.penstock.table;

import org.jspecify.annotations.NullMarked;
