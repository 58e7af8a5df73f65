/** The HTTP and JSON face. The one place that maps engine outcomes to DynamoDB's answers. */
@NullMarked
package dev.penstock.wire;

import org.jspecify.annotations.NullMarked;
