package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Projections: whole attributes, parts of documents, what is not there. */
class ProjectionTest {
    private static final byte[] ITEM =
            TestValues.item(
                    "a",
                    1,
                    "doc",
                    TestValues.map("x", TestValues.map("y", 1, "z", 2), "w", 3),
                    "elems",
                    List.of("e0", "e1", TestValues.map("inx", "e2")));

    private static Map<String, Object> project(String text) {
        var projection = Expressions.parseProjection(text, ExpressionContext.none());
        return TestValues.decode(projection.project(ITEM));
    }

    @Test
    void picksWholeAttributes() {
        assertThat(project("a, gone, elems")).containsOnlyKeys("a", "elems");
    }

    @Test
    void keysComeOnlyWhenAskedFor() {
        var projection = Expressions.parseProjection("pk", ExpressionContext.none());
        assertThat(projection.project(ITEM))
                .isEqualTo(projection.project(projection.project(ITEM)));
        assertThat(projection.attributes()).containsExactly("pk");
    }

    @Test
    void pathsIntoOneMapAreMerged() {
        assertThat(project("doc.x.z, doc.w"))
                .isEqualTo(
                        Map.of(
                                "doc",
                                Map.of(
                                        "x",
                                        Map.of("z", TestValues.number(2)),
                                        "w",
                                        TestValues.number(3))));
    }

    @Test
    void elementsCloseUpInTheOrderOfTheirIndexes() {
        assertThat(project("elems[2].inx, elems[0], elems[7]"))
                .isEqualTo(Map.of("elems", List.of("e0", Map.of("inx", "e2"))));
    }

    @Test
    void whatIsNotThereLeavesNothing() {
        assertThat(project("doc.gone, doc.x[0], a.b1, elems.c")).isEmpty();
    }
}
