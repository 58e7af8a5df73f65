package dev.penstock.log.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.BatchSource;
import dev.penstock.log.CommitLog;
import dev.penstock.log.CommitLogContract;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class MemoryLogTest extends CommitLogContract {
    @Override
    protected CommitLog open() {
        return new MemoryLog(Long.MAX_VALUE);
    }

    @Test
    void theOldestGoWhenTheBoundIsReached() {
        var log = new MemoryLog(10_000);
        var source = new BatchSource(1);
        long first = 0;
        for (int i = 0; i < 100; i++) {
            log.append(source.next(1, 1000, false));
            log.sync();
            first = log.firstSequence();
        }
        assertThat(first).isEqualTo(92);
        var read = new ArrayList<Long>();
        log.read(1, batch -> read.add(batch.number()));
        assertThat(read).hasSize(9).startsWith(92L).endsWith(100L);
    }

    @Test
    void theLastBatchIsHeldWhateverItsSize() {
        var log = new MemoryLog(0);
        new BatchSource(2).appendTo(log, 5);
        assertThat(log.firstSequence()).isLessThanOrEqualTo(log.end().sequence());
    }
}
