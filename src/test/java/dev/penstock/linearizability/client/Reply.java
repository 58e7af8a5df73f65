package dev.penstock.linearizability.client;

/** What came back over a connection. */
record Reply(int status, String body) {}
