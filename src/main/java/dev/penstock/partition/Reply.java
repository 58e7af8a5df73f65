package dev.penstock.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How one command ended, on its way to who waits for it.
 *
 * @param then told by the receiver, on a thread of its own choice
 */
public record Reply(Consumer<Outcome> then, Outcome outcome) {
    /** Tells who waits. */
    public void tell() {
        then.accept(outcome);
    }

    /** Where the replies to one thread's commands go, so that a batch needs one hand-over to it. */
    @FunctionalInterface
    public interface Receiver {
        /** Tells everyone at once, where it is called. */
        Receiver DIRECT = replies -> replies.forEach(Reply::tell);

        /**
         * Takes the replies of one batch, in the order of their commands, after the sync that
         * covers them. Called by the writer: hand them to a thread of your own at once, and never
         * throw.
         *
         * @param replies the receiver's from now on
         */
        void receive(List<Reply> replies);
    }

    /**
     * The replies of one batch, sorted by their receivers. There are as many of those as event
     * loops at most, so a list is searched. Writer's own.
     */
    static final class Groups {
        private final List<Receiver> receivers = new ArrayList<>();
        private final List<List<Reply>> groups = new ArrayList<>();

        void add(Inbox.Submission submission, Outcome outcome) {
            group(submission.receiver()).add(new Reply(submission.then(), outcome));
        }

        private List<Reply> group(Receiver receiver) {
            int at = receivers.indexOf(receiver);
            if (at >= 0) {
                return groups.get(at);
            }
            var group = new ArrayList<Reply>();
            receivers.add(receiver);
            groups.add(group);
            return group;
        }

        /** Gives every receiver what is its own. */
        void handOver() {
            for (int i = 0; i < receivers.size(); i++) {
                receivers.get(i).receive(groups.get(i));
            }
            receivers.clear();
            groups.clear();
        }
    }
}
