package dev.penstock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepTurnsTest {
    private static final int STEPS = 100;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final StepTurns turns = new StepTurns();
    private final List<String> order = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(2);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void otherWorkOfTheLoopComesBetweenTwoSteps() throws InterruptedException {
        loop.execute(
                () -> {
                    turns.add(() -> onFirst(), loop);
                    turns.add(() -> note("second step"), loop);
                });
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("first step", "a request", "second step");
    }

    private void onFirst() {
        order.add("first step");
        loop.execute(() -> note("a request"));
    }

    private void note(String what) {
        order.add(what);
        ended.countDown();
    }

    @Test
    void stepsRunInTheOrderInWhichTheyWereAddedAlsoByThemselves() throws InterruptedException {
        loop.execute(() -> turns.add(() -> step(1), loop));
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).hasSize(STEPS).first().isEqualTo("1");
        assertThat(order).last().isEqualTo(Integer.toString(STEPS));
    }

    private void step(int number) {
        order.add(Integer.toString(number));
        if (number < STEPS) {
            turns.add(() -> step(number + 1), loop);
        } else {
            ended.countDown();
            ended.countDown();
        }
    }
}
