package dev.penstock.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchBodyTest {
    /** Some bit of the flags. */
    private static final int STREAMED = 2;

    @Test
    void changesOfOneTableAreFoundWithTheirPlaces() {
        var body = new BatchBody();
        body.addCommit(List.of(put(7, STREAMED, "a"), put(8, STREAMED, "b")));
        body.addCommit(List.of(put(8, STREAMED, "c"), put(7, 0, "d")));
        body.addCommit(
                List.of(
                        put(7, 0, "e"),
                        new Change.Remove(
                                7, Origin.TTL, STREAMED | 1, new byte[] {'f'}, new byte[] {'g'})));
        var found = new ArrayList<String>();

        body.changesOf(
                7,
                STREAMED,
                (commit, ordinal, change) ->
                        found.add(commit + "." + ordinal + " " + change.origin()));

        assertThat(found).containsExactly("0.0 USER", "2.1 TTL");
    }

    private static Change put(int tableId, int flags, String image) {
        return new Change.Put(
                tableId,
                Origin.USER,
                flags,
                image.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                null);
    }
}
