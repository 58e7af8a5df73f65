package dev.penstock.expression.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Cuts an expression's text into tokens. Never fails: what belongs to no token is a token of kind
 * {@link TokenKind#UNKNOWN}, so that the parser can report it where it stands.
 */
public final class Lexer {
    private static final TokenKind[] KEYWORDS = {
        TokenKind.IN,
        TokenKind.BETWEEN,
        TokenKind.NOT,
        TokenKind.AND,
        TokenKind.OR,
        TokenKind.SET,
        TokenKind.ADD,
        TokenKind.DELETE,
        TokenKind.REMOVE
    };
    private static final int KEYWORD_LENGTH_MAX = 7;

    private final String text;
    private int at;

    public Lexer(String text) {
        this.text = text;
    }

    /** Moves to the next token's first character and returns it; the text's length at the end. */
    public int skipWhitespace() {
        while (at < text.length() && isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The offset behind the token read last. */
    public int at() {
        return at;
    }

    /** Reads the token that begins here. */
    public TokenKind next() {
        if (at >= text.length()) {
            return TokenKind.END;
        }
        char first = text.charAt(at);
        if (isLetter(first)) {
            int from = at;
            skipNameCharacters();
            return word(from);
        }
        if (first == '#' || first == ':') {
            return placeholder(first);
        }
        if (isDigit(first)) {
            return index(first);
        }
        if (first == '"' || first == '\'') {
            return literal(first);
        }
        at++;
        return symbol(first);
    }

    /** Whether a text is one whole placeholder: its mark and at least one name character. */
    public static boolean isPlaceholder(String text, char mark) {
        if (text.length() < 2 || text.charAt(0) != mark) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isNameCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private TokenKind word(int from) {
        @Nullable TokenKind keyword = keyword(from, at - from);
        return keyword != null ? keyword : TokenKind.IDENTIFIER;
    }

    private @Nullable TokenKind keyword(int from, int length) {
        if (length > KEYWORD_LENGTH_MAX) {
            return null;
        }
        for (var keyword : KEYWORDS) {
            if (keyword.name().length() == length
                    && text.regionMatches(true, from, keyword.name(), 0, length)) {
                return keyword;
            }
        }
        return null;
    }

    private TokenKind placeholder(char mark) {
        int from = at++;
        skipNameCharacters();
        if (at == from + 1) {
            return TokenKind.UNKNOWN;
        }
        return mark == '#' ? TokenKind.NAME_PLACEHOLDER : TokenKind.VALUE_PLACEHOLDER;
    }

    private TokenKind index(char first) {
        at++;
        while (first != '0' && at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return TokenKind.INDEX;
    }

    private TokenKind literal(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' && end + 1 < text.length() ? 2 : 1;
        }
        boolean closed = end < text.length();
        at = closed ? end + 1 : at + 1;
        return closed ? TokenKind.STRING_LITERAL : TokenKind.UNKNOWN;
    }

    private TokenKind symbol(char first) {
        return switch (first) {
            case '=' -> TokenKind.EQ;
            case '<' -> follows('=') ? TokenKind.LE : follows('>') ? TokenKind.NE : TokenKind.LT;
            case '>' -> follows('=') ? TokenKind.GE : TokenKind.GT;
            case '+' -> TokenKind.PLUS;
            case '-' -> TokenKind.MINUS;
            case ',' -> TokenKind.COMMA;
            case '.' -> TokenKind.DOT;
            case '(' -> TokenKind.OPEN_PARENTHESIS;
            case ')' -> TokenKind.CLOSE_PARENTHESIS;
            case '[' -> TokenKind.OPEN_BRACKET;
            case ']' -> TokenKind.CLOSE_BRACKET;
            default -> unknown(first);
        };
    }

    private boolean follows(char second) {
        if (at < text.length() && text.charAt(at) == second) {
            at++;
            return true;
        }
        return false;
    }

    private TokenKind unknown(char first) {
        if (Character.isHighSurrogate(first)
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))) {
            at++;
        }
        return TokenKind.UNKNOWN;
    }

    private void skipNameCharacters() {
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameCharacter(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }
}
