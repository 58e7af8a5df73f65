package dev.penstock.expression.syntax;

/** Kinds of tokens, as in DynamoDB's published grammar. */
public enum TokenKind {
    IDENTIFIER,
    NAME_PLACEHOLDER,
    VALUE_PLACEHOLDER,
    INDEX,
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    PLUS,
    MINUS,
    COMMA,
    DOT,
    OPEN_PARENTHESIS,
    CLOSE_PARENTHESIS,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    IN,
    BETWEEN,
    NOT,
    AND,
    OR,
    SET,
    ADD,
    DELETE,
    REMOVE,
    STRING_LITERAL,
    UNKNOWN,
    END;

    public boolean isComparator() {
        return this == EQ || this == NE || this == LT || this == LE || this == GT || this == GE;
    }
}
