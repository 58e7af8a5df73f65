package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.LogEnd;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final LogEnd END = new LogEnd(9, 90, 900);

    @Test
    void aChainAcceptsOnlyTheNextEntry() {
        assertThat(chain().accept(entry(10, 0, 1, 5))).isEqualTo(BatchChain.Step.COMPLETE);
        assertThat(chain().accept(entry(11, 0, 1, 5))).isEqualTo(BatchChain.Step.DEVIATES);
        assertThat(chain().accept(entry(9, 0, 1, 5))).isEqualTo(BatchChain.Step.DEVIATES);
        assertThat(chain().accept(entry(10, 0, 1, 6))).isEqualTo(BatchChain.Step.DEVIATES);
        assertThat(chain().accept(entry(10, 1, 2, 5))).isEqualTo(BatchChain.Step.DEVIATES);
    }

    @Test
    void aBatchIsWholeWithItsLastEntry() {
        var chain = chain();
        assertThat(chain.accept(entry(10, 0, 2, 5))).isEqualTo(BatchChain.Step.PART);
        assertThat(chain.parts()).isEqualTo(1);
        assertThat(chain.end()).isEqualTo(END);
        assertThat(chain.accept(entry(10, 1, 2, 100))).isEqualTo(BatchChain.Step.COMPLETE);
        assertThat(chain.end().batchNumber()).isEqualTo(10);
        assertThat(chain.accept(entry(11, 0, 1, 102))).isEqualTo(BatchChain.Step.DEVIATES);
        assertThat(chain.chain()).isEqualTo(101);
    }

    @Test
    void aSegmentMustBeginWithItsFirstEntry() {
        var chain = chain();
        chain.enterSegment();
        assertThat(chain.accept(entry(10, 0, 1, 5))).isEqualTo(BatchChain.Step.DEVIATES);
        var opening = new Entry(stamp(10), 0, 1, 5, 100, true);
        assertThat(chain.accept(opening)).isEqualTo(BatchChain.Step.COMPLETE);
        assertThat(chain.accept(opening)).isEqualTo(BatchChain.Step.DEVIATES);
    }

    @Test
    void partsOfTheNextBatchAreATornTail() {
        var tail = new Recovery.Tail(9, 1);
        tail.onEntry(entry(10, 2, 3, 0));
        assertThat(tail.damage()).isNull();
    }

    @Test
    void anEntryOfALaterBatchIsDamage() {
        var tail = new Recovery.Tail(9, 0);
        tail.onEntry(entry(11, 0, 3, 0));
        assertThat(tail.damage()).contains("batch 10 is damaged").contains("batch 11");
    }

    @Test
    void anEntryOfAnEarlierBatchIsDamage() {
        var tail = new Recovery.Tail(9, 0);
        tail.onEntry(entry(8, 0, 3, 0));
        assertThat(tail.damage()).isNotNull();
    }

    @Test
    void allPartsOfTheNextBatchThatDoNotFollowAreDamage() {
        var tail = new Recovery.Tail(9, 0);
        tail.onEntry(entry(10, 0, 2, 77));
        assertThat(tail.damage()).isNull();
        tail.onEntry(entry(10, 1, 2, 100));
        assertThat(tail.damage()).contains("whole but does not follow");
    }

    private static BatchChain chain() {
        return BatchChain.after(END, 5);
    }

    private static Entry entry(long number, int index, int count, int chain) {
        return new Entry(stamp(number), index, count, chain, 100 + index, false);
    }

    private static Entry.BatchStamp stamp(long number) {
        return new Entry.BatchStamp(number, 91 + 10 * (number - 10), 901 + number, 10, 1000);
    }
}
