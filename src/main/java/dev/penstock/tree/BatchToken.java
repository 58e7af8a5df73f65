package dev.penstock.tree;

/** Marks the nodes that one editor made since it last published. Compared by identity only. */
final class BatchToken {}
