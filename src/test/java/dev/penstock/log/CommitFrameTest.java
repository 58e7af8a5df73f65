package dev.penstock.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitFrameTest {
    private static final Change PUT =
            new Change.Put(7, Origin.USER, 3, bytes("item"), bytes("before"));
    private static final Change REMOVE = new Change.Remove(-1, Origin.TTL, 255, bytes("key"), null);

    @Test
    void theBytesAreThoseOfTheDocument() {
        assertThat(HexFormat.of().formatHex(encoded(List.of(PUT, REMOVE))))
                .isEqualTo(
                        "31000000"
                                + "02000000"
                                + "01000301"
                                + "07000000"
                                + "04000000"
                                + "6974656d"
                                + "06000000"
                                + "6265666f7265"
                                + "0201ff00"
                                + "ffffffff"
                                + "03000000"
                                + "6b6579");
    }

    @Test
    void whatIsEncodedIsDecoded() {
        var body = new BatchBody();
        body.addCommit(List.of(PUT, REMOVE));
        body.addCommit(List.of(REMOVE));
        assertThat(body.commitCount()).isEqualTo(2);
        assertThat(body.commits())
                .usingRecursiveComparison()
                .isEqualTo(List.of(List.of(PUT, REMOVE), List.of(REMOVE)));
    }

    @Test
    void aBodyMadeOfItsBytesIsTheSame() {
        var body = new BatchBody();
        body.addCommit(List.of(PUT));
        body.addCommit(List.of(REMOVE, PUT));
        var copy = BatchBody.ofBytes(body.copy().array(), 2);
        assertThat(copy.commits()).usingRecursiveComparison().isEqualTo(body.commits());
        assertThatThrownBy(() -> BatchBody.ofBytes(copy.array(), 3))
                .isInstanceOf(LogException.class);
    }

    /** The checksum is the batch's; a frame that it let pass must still never read elsewhere. */
    @Test
    void anyByteAlteredIsDecodedOrRefusedButNothingElse() {
        var good = encoded(List.of(PUT, REMOVE));
        for (int at = 0; at < good.length; at++) {
            for (int value : new int[] {0, 1, 2, 0x7F, 0x80, 0xFF}) {
                var altered = good.clone();
                altered[at] = (byte) value;
                try {
                    int count = BatchBody.ofBytes(altered, 1).commits().size();
                    assertThat(count).isEqualTo(1);
                } catch (LogException refused) {
                    assertThat(refused).hasMessageMatching(".*(commit frame|a batch of).*");
                }
            }
        }
    }

    @Test
    void everyCutIsRefused() {
        var good = encoded(List.of(PUT, REMOVE));
        for (int length = 0; length < good.length; length++) {
            var cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> BatchBody.ofBytes(cut, 1)).isInstanceOf(LogException.class);
        }
    }

    /** What is wrong inside a frame is found when the body is made, while its place is known. */
    @Test
    void aBodyIsMadeOfWholeChangesOnly() {
        var good = encoded(List.of(PUT, REMOVE));
        for (int at : new int[] {4, 8, 9, 11, 16, 24, 34, 35, 42}) {
            var altered = good.clone();
            altered[at] = 0x7F;
            assertThatThrownBy(() -> BatchBody.ofBytes(altered, 1))
                    .isInstanceOf(LogException.class);
        }
    }

    @Test
    void aCommitWithoutChangesIsRefused() {
        var body = new BatchBody();
        assertThatThrownBy(() -> body.addCommit(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBodyThatWouldBecomeTooLargeIsRefusedAndStaysAsItWas() {
        var body = new BatchBody();
        var large = new Change.Put(1, Origin.USER, 0, new byte[40 << 20], null);
        body.addCommit(List.of(large));
        assertThatThrownBy(() -> body.addCommit(List.of(large)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(body.commitCount()).isEqualTo(1);
        assertThat(body.commits()).hasSize(1);
    }

    @Test
    void aClearedBodyIsEmpty() {
        var body = new BatchBody();
        body.addCommit(List.of(PUT));
        body.clear();
        assertThat(body.byteCount()).isZero();
        assertThat(body.commits()).isEmpty();
    }

    private static byte[] encoded(List<Change> changes) {
        var body = new BatchBody();
        body.addCommit(changes);
        return body.copy().array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
