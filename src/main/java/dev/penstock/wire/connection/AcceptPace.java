package dev.penstock.wire.connection;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * Lets an event loop begin a few connections at a time, and serve in between those that it has.
 * However many clients come at once: the others wait in the kernel's queue, which costs nobody
 * anything. Used by its own event loop only.
 */
final class AcceptPace {
    private static final int PER_PERIOD = 4;
    private static final long PERIOD_MILLIS = 1;

    private int taken;

    /** A connection was accepted. */
    void onAccepted(Channel connection) {
        if (taken == 0) {
            var _ =
                    connection
                            .eventLoop()
                            .schedule(
                                    () -> goOn(connection.parent()),
                                    PERIOD_MILLIS,
                                    TimeUnit.MILLISECONDS);
        }
        taken++;
        if (taken == PER_PERIOD) {
            connection.parent().config().setAutoRead(false);
        }
    }

    /** Another loop may be asking for a pause: it will ask again. */
    private void goOn(Channel server) {
        taken = 0;
        if (!server.config().isAutoRead() && server.isOpen()) {
            server.config().setAutoRead(true);
        }
    }
}
