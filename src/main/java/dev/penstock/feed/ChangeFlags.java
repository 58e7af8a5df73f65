package dev.penstock.feed;

/** What the eight bits of {@link dev.penstock.log.Change#flags} mean. They stand in the log. */
public final class ChangeFlags {
    /** There was an item with this key before: a change of it, not a new one. */
    public static final int REPLACES = 1;

    private ChangeFlags() {}
}
