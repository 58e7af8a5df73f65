package dev.penstock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing has reached, and what it has found, without the fuzzer. */
class CorpusReplayTest {
    @ParameterizedTest
    @EnumSource
    void everyInputThatWasKeptIsTaken(FuzzTarget target) throws IOException {
        List<Corpus.Input> inputs = Corpus.of(target.folder());
        assertThat(inputs).hasSizeGreaterThan(10);
        for (Corpus.Input input : inputs) {
            try {
                target.run(input.bytes());
            } catch (Throwable failure) {
                throw new AssertionError("VIOLATION by input " + input.name(), failure);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCorpusIsSmall(FuzzTarget target) throws IOException {
        List<String> lines = Corpus.lines(target.folder(), "corpus.txt");
        assertThat(lines).hasSizeLessThanOrEqualTo(Corpus.INPUTS_MAX);
        assertThat(lines.stream().mapToInt(String::length).sum())
                .isLessThanOrEqualTo(Corpus.FILE_BYTES_MAX);
    }
}
