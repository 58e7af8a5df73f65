/**
 * The whole database below HTTP against a naive model in plain Java collections: random requests in
 * JSON, answers compared by meaning. The model knows DynamoDB's rules and nothing of Penstock's
 * bytes, trees or expressions.
 */
@NullMarked
package dev.penstock.model;

import org.jspecify.annotations.NullMarked;
