package dev.penstock.expression.syntax;

import dev.penstock.error.RequestException;

/**
 * The tokens of one expression, one ahead. Remembers the token before, because DynamoDB's syntax
 * errors quote the text from the token before the wrong one to the one behind it.
 */
public final class TokenStream {
    private final ExpressionKind kind;
    private final String text;
    private final Lexer lexer;

    private TokenKind current;
    private int previousFrom;
    private int from;
    private int to;

    public TokenStream(ExpressionKind kind, String text) {
        this.kind = kind;
        this.text = text;
        lexer = new Lexer(text);
        from = lexer.skipWhitespace();
        previousFrom = from;
        current = lexer.next();
        to = lexer.at();
    }

    public TokenKind current() {
        return current;
    }

    /** The current token as it is written. */
    public String currentText() {
        return text.substring(from, to);
    }

    public boolean is(TokenKind expected) {
        return current == expected;
    }

    public void advance() {
        previousFrom = from;
        from = lexer.skipWhitespace();
        current = lexer.next();
        to = lexer.at();
    }

    /** Moves on if the current token is this one. */
    public boolean accept(TokenKind expected) {
        if (current != expected) {
            return false;
        }
        advance();
        return true;
    }

    public void expect(TokenKind expected) {
        if (!accept(expected)) {
            throw syntaxError();
        }
    }

    /** The error of the current token, which nothing can begin with or go on with here. */
    public RequestException syntaxError() {
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
