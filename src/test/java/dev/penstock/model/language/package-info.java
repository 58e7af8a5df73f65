/**
 * DynamoDB's values and expressions as small trees that print themselves and evaluate naively. They
 * know nothing of Penstock.
 */
@NullMarked
package dev.penstock.model.language;

import org.jspecify.annotations.NullMarked;
