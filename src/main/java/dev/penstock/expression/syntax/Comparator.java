package dev.penstock.expression.syntax;

/** The six comparators of conditions. */
public enum Comparator {
    EQ("="),
    NE("<>"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String symbol;

    Comparator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** Whether it asks for an order and not only for equality. */
    public boolean isOrder() {
        return this != EQ && this != NE;
    }

    /** The same comparison with its operands exchanged. */
    public Comparator mirrored() {
        return switch (this) {
            case EQ -> EQ;
            case NE -> NE;
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
        };
    }

    /** Whether two values of one type that compare like this satisfy it. */
    public boolean accepts(int order) {
        return switch (this) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    public static Comparator of(TokenKind token) {
        return valueOf(token.name());
    }
}
