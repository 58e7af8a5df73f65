package dev.penstock.expression;

import dev.penstock.error.RequestException;

/**
 * The tokens of one expression, one ahead. Remembers the token before, because DynamoDB's syntax
 * errors quote the text from the token before the wrong one to the one behind it.
 */
final class TokenStream {
    private final ExpressionKind kind;
    private final String text;
    private final Lexer lexer;

    private TokenKind current;
    private int previousFrom;
    private int from;
    private int to;

    TokenStream(ExpressionKind kind, String text) {
        this.kind = kind;
        this.text = text;
        lexer = new Lexer(text);
        from = lexer.skipWhitespace();
        previousFrom = from;
        current = lexer.next();
        to = lexer.at();
    }

    TokenKind current() {
        return current;
    }

    /** The current token as it is written. */
    String currentText() {
        return text.substring(from, to);
    }

    boolean is(TokenKind expected) {
        return current == expected;
    }

    void advance() {
        previousFrom = from;
        from = lexer.skipWhitespace();
        current = lexer.next();
        to = lexer.at();
    }

    /** Moves on if the current token is this one. */
    boolean accept(TokenKind expected) {
        if (current != expected) {
            return false;
        }
        advance();
        return true;
    }

    void expect(TokenKind expected) {
        if (!accept(expected)) {
            throw syntaxError();
        }
    }

    /** The error of the current token, which nothing can begin with or go on with here. */
    RequestException syntaxError() {
        if (current == TokenKind.END) {
            String near = text.substring(previousFrom).strip();
            return kind.invalid("Syntax error; token: \"<EOF>\", near: \"" + near + "\"");
        }
        lexer.skipWhitespace();
        int end = lexer.next() == TokenKind.END ? to : lexer.at();
        return kind.invalid(
                "Syntax error; token: \""
                        + currentText()
                        + "\", near: \""
                        + text.substring(previousFrom, end)
                        + "\"");
    }
}
