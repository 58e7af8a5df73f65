package dev.penstock.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One request and what must come of it. */
record Request(String operation, ObjectNode json, Expected expected) {}
