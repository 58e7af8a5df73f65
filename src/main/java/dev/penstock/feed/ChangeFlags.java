package dev.penstock.feed;

/** What the eight bits of {@link dev.penstock.log.Change#flags} mean. They stand in the log. */
public final class ChangeFlags {
    /** There was an item with this key before: a change of it, not a new one. */
    public static final int REPLACES = 1;

    /** The table had a stream when this was decided, and the stream shows it. */
    public static final int STREAMED = 2;

    /** The table was exported when this was decided: the item before is in the log too. */
    public static final int EXPORTED = 4;

    private ChangeFlags() {}
}
