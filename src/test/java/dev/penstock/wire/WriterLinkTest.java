package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.Reply;
import dev.penstock.partition.Storage;
import io.netty.channel.DefaultEventLoop;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriterLinkTest {
    private static final int ROUNDS = 1_000;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final WriterLink link = new WriterLink(loop);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Database database =
            Database.open(
                    DatabaseSettings.defaults(),
                    new Storage(new MemoryLog(1 << 20), DiskSpace.UNLIMITED),
                    new Environment(
                            () -> 1,
                            () -> new UUID(0, 0),
                            Thread::new,
                            failure -> told.add("fatal")));

    @AfterEach
    void stop() {
        endLoop();
        database.close();
    }

    private void endLoop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void commandsOfOneRoundAreAllAnsweredInOrderOnTheLoop() throws InterruptedException {
        loop.execute(() -> List.of("a", "b", "c").forEach(this::submit));

        assertThat(List.of(next(), next(), next())).containsExactly("a", "b", "c");
    }

    @Test
    void everyRoundWakesTheWriter() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            String name = Integer.toString(round);
            loop.execute(() -> submit(name));

            assertThat(next()).isEqualTo(name);
        }
    }

    @Test
    void aBatchIsToldByOneTaskOfTheLoop() throws InterruptedException {
        var first = new Reply(_ -> told.add(loop.pendingTasks() + " more"), new Outcome.Tagged());
        var second = new Reply(_ -> told.add("second"), new Outcome.Tagged());

        loop.execute(() -> link.receive(List.of(first, second)));

        assertThat(List.of(next(), next())).containsExactly("0 more", "second");
    }

    @Test
    void aLoopThatHasEndedDoesNotStopTheWriter() {
        endLoop();

        assertThatCode(() -> link.receive(List.of(new Reply(_ -> {}, new Outcome.Tagged()))))
                .doesNotThrowAnyException();
    }

    private void submit(String name) {
        link.submit(
                database,
                new Command.DeleteTable(name),
                1,
                _ -> told.add(loop.inEventLoop() ? name : "not on the loop"));
    }

    private String next() throws InterruptedException {
        String name = told.poll(10, TimeUnit.SECONDS);
        return name == null ? "nobody was told" : name;
    }
}
