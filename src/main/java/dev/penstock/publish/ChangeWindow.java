package dev.penstock.publish;

import dev.penstock.common.Limit;
import dev.penstock.log.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes of one hub, encoded, in a chain that any number of subscribers follow, each at
 * its own place. The hub's thread appends; any thread reads. What is let go is cut off behind the
 * place before it, so that no subscriber keeps more than its place alive, however slow it is.
 */
final class ChangeWindow {
    @Limit(
            of = "newest changes that a table's subscribers of one form share",
            unit = "bytes",
            beyond = "a subscriber that is further behind is given them from the log")
    static final int BYTES_MAX = 512 << 10;

    /** Everything behind it is held. Set by the hub, read by any thread. */
    private volatile Place oldest;

    /** The hub's own. */
    private Place last;

    /** The hub's own. */
    private long heldBytes;

    ChangeWindow(LogPosition from) {
        last = new Place(from);
        oldest = last;
    }

    /** Between two stretches of changes. */
    static final class Place {
        private final LogPosition position;

        /** What comes next: set by the hub, and later perhaps cut. Null at the end. */
        private volatile @Nullable Link link;

        private Place(LogPosition position) {
            this.position = position;
        }

        @Nullable Link link() {
            return link;
        }
    }

    /** From a place to the next. */
    record Link(@Nullable EncodedChanges changes, Place next) {
        private static final Link CUT = new Link(null, new Place(new LogPosition(0, 0)));

        /** What comes next was let go. */
        boolean isCut() {
            return changes == null;
        }
    }

    /** Hub only. */
    void append(EncodedChanges changes) {
        var next = new Place(changes.next());
        last.link = new Link(changes, next);
        last = next;
        heldBytes += changes.heldBytes();
        while (heldBytes > BYTES_MAX) {
            Link first = oldest.link;
            if (first == null || first.changes == null || first.next == last) {
                return;
            }
            heldBytes -= first.changes.heldBytes();
            Place cut = oldest;
            oldest = first.next;
            cut.link = Link.CUT;
        }
    }

    /** Hub only: goes on from another place, behind a gap. */
    void restart(LogPosition from) {
        Place cut = last;
        last = new Place(from);
        oldest = last;
        heldBytes = 0;
        cut.link = Link.CUT;
    }

    /** The last place that nothing at a position or behind it stands before; null if it is gone. */
    @Nullable Place find(LogPosition position) {
        Place place = oldest;
        if (position.compareTo(place.position) < 0) {
            return null;
        }
        Link link = place.link;
        while (link != null && !link.isCut() && link.next.position.compareTo(position) <= 0) {
            place = link.next;
            link = place.link;
        }
        return link != null && link.isCut() ? null : place;
    }
}
