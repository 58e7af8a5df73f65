package dev.penstock.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox(new DatabaseSettings.Inbox(3, 100));

    @Test
    void whatIsOfferedIsTakenInOrder() {
        inbox.offer(submission("a", 1));
        inbox.offer(submission("b", 1));

        assertThat(taken()).isEqualTo(new Command.DeleteTable("a"));
        assertThat(taken()).isEqualTo(new Command.DeleteTable("b"));
        assertThat(inbox.poll()).isNull();
    }

    @Test
    void theByteThatIsTooManyIsRefused() {
        inbox.offer(submission("a", 60));
        inbox.offer(submission("b", 40));

        assertFull(submission("c", 1));
        assertThat(inbox.bytes()).isEqualTo(100);
    }

    @Test
    void theCommandThatIsTooManyIsRefused() {
        inbox.offer(submission("a", 1));
        inbox.offer(submission("b", 1));
        inbox.offer(submission("c", 1));

        assertFull(submission("d", 1));
        assertThat(inbox.commands()).isEqualTo(3);
    }

    @Test
    void roomComesBackWithTheReplyAndNotBefore() {
        inbox.offer(submission("a", 100));
        inbox.poll();
        assertFull(submission("b", 1));

        inbox.release(1, 100);

        inbox.offer(submission("b", 100));
    }

    @Test
    void aClosedInboxRefusesAndEndsOnceAllIsAnswered() {
        inbox.offer(submission("a", 10));
        inbox.close();

        assertThatThrownBy(() -> inbox.offer(submission("b", 10)))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(inbox.awaitWork()).isTrue();
        inbox.poll();
        inbox.release(1, 10);
        assertThat(inbox.awaitWork()).isFalse();
    }

    private void assertFull(Inbox.Submission submission) {
        assertThatThrownBy(() -> inbox.offer(submission))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.THROTTLING));
    }

    private Command taken() {
        return requireNonNull(inbox.poll()).command();
    }

    private static Inbox.Submission submission(String name, int bytes) {
        return Inbox.Submission.of(new Command.DeleteTable(name), bytes, new CompletableFuture<>());
    }
}
