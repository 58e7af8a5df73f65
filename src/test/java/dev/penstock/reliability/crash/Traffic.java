package dev.penstock.reliability.crash;

import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Clients of one kind, which remember what the server promised them. */
interface Traffic {
    /** Once, in an empty database. */
    void create(WireClient client) throws IOException, InterruptedException;

    /**
     * What each client does in a thread of its own until it is told to end or the server is gone.
     */
    List<Runnable> clients(WireClient client, SplittableRandom random, Peace peace);

    /** After a crash: all that was promised is there, and nothing else. Settles what was open. */
    void check(WireClient client) throws IOException, InterruptedException;
}
