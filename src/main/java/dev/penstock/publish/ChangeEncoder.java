package dev.penstock.publish;

import dev.penstock.stream.StreamRecord;
import dev.penstock.table.StreamDefinition;

/** Writes changes, each by itself, in one form. Belongs to one thread at a time. */
@FunctionalInterface
public interface ChangeEncoder {
    /**
     * One change: its JSON in UTF-8, on one line, or that with what a protocol puts around it.
     *
     * @param stream what the change is of: names, keys, and which images to show
     */
    byte[] encode(StreamDefinition stream, StreamRecord record);
}
