package dev.penstock.expression.syntax;

import dev.penstock.common.Limit;
import dev.penstock.expression.syntax.Findings.Category;
import java.util.ArrayList;
import java.util.List;

/** Parses what all five kinds of expressions share: document paths, values and functions. */
public class OperandParser {
    /** Elements of one document path; as deep as items nest. */
    @Limit(
            of = "elements of a document path",
            unit = "elements",
            beyond = "`ValidationException`: The document path has too many nesting elements")
    static final int PATH_ELEMENTS_MAX = 32;

    /** Operators and functions of one expression. */
    @Limit(
            of = "operators and functions of an expression",
            unit = "operators",
            beyond = "`ValidationException`: The expression contains too many operators")
    static final int OPERATORS_MAX = 300;

    /**
     * Parentheses inside each other. Each needs an operator of its own or is redundant, so deeper
     * ones are wrong in any case; this bounds the parser's recursion.
     */
    private static final int PARENTHESES_MAX = OPERATORS_MAX;

    private static final int INDEX_DIGITS_MAX = 10;

    protected final TokenStream tokens;
    protected final Findings findings;

    /** Whether what was parsed last stands between parentheses as a whole. */
    protected boolean isGrouped;

    private int operators;
    private int parentheses;

    public OperandParser(TokenStream tokens, Findings findings) {
        this.tokens = tokens;
        this.findings = findings;
    }

    /** {@code path | :value | function(...) | ( operand )}. */
    protected Operand operand() {
        return switch (tokens.current()) {
            case IDENTIFIER, NAME_PLACEHOLDER -> pathOrCall();
            case VALUE_PLACEHOLDER -> value();
            case OPEN_PARENTHESIS -> groupedOperand();
            default -> throw tokens.syntaxError();
        };
    }

    /** A document path. */
    public Operand.Path path() {
        return pathFrom(name());
    }

    protected Operand.Value value() {
        if (!tokens.is(TokenKind.VALUE_PLACEHOLDER)) {
            throw tokens.syntaxError();
        }
        var value = new Operand.Value(tokens.currentText());
        tokens.advance();
        isGrouped = false;
        return value;
    }

    protected void countOperator() {
        operators++;
    }

    protected void openParenthesis() {
        tokens.expect(TokenKind.OPEN_PARENTHESIS);
        parentheses++;
        if (parentheses > PARENTHESES_MAX) {
            throw findings.kind().invalid("The expression has redundant parentheses;");
        }
    }

    protected void closeParenthesis() {
        tokens.expect(TokenKind.CLOSE_PARENTHESIS);
        parentheses--;
        if (isGrouped) {
            findings.add(Category.PARENTHESES, "The expression has redundant parentheses;");
        }
        isGrouped = true;
    }

    /** Ends the expression: nothing may follow, and what was found on the way is thrown. */
    public void end() {
        if (!tokens.is(TokenKind.END)) {
            throw tokens.syntaxError();
        }
        if (operators > OPERATORS_MAX) {
            findings.add(
                    Category.OPERATOR_COUNT,
                    "The expression contains too many operators; operator count: " + operators);
        }
        findings.throwFirst();
    }

    private Operand pathOrCall() {
        var kind = tokens.current();
        var text = tokens.currentText();
        tokens.advance();
        if (kind == TokenKind.IDENTIFIER && tokens.is(TokenKind.OPEN_PARENTHESIS)) {
            return call(text);
        }
        return pathFrom(checkedName(kind, text));
    }

    private Operand.Call call(String function) {
        countOperator();
        openParenthesis();
        var arguments = new ArrayList<Operand>(2);
        do {
            arguments.add(operand());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.CLOSE_PARENTHESIS);
        parentheses--;
        isGrouped = false;
        return new Operand.Call(function, List.copyOf(arguments));
    }

    private Operand groupedOperand() {
        openParenthesis();
        var operand = operand();
        closeParenthesis();
        return operand;
    }

    private Operand.Path pathFrom(Operand.Name first) {
        isGrouped = false;
        if (!tokens.is(TokenKind.DOT) && !tokens.is(TokenKind.OPEN_BRACKET)) {
            return new Operand.Path(List.of(first));
        }
        var steps = new ArrayList<Operand.Step>();
        steps.add(first);
        while (true) {
            if (tokens.accept(TokenKind.DOT)) {
                steps.add(name());
            } else if (tokens.accept(TokenKind.OPEN_BRACKET)) {
                steps.add(index());
            } else {
                return checkedPath(steps);
            }
        }
    }

    private Operand.Path checkedPath(List<Operand.Step> steps) {
        if (steps.size() > PATH_ELEMENTS_MAX) {
            findings.add(
                    Category.PATH,
                    "The document path has too many nesting elements; nesting levels: "
                            + steps.size());
        }
        return new Operand.Path(List.copyOf(steps));
    }

    private Operand.Name name() {
        var kind = tokens.current();
        if (kind != TokenKind.IDENTIFIER && kind != TokenKind.NAME_PLACEHOLDER) {
            throw tokens.syntaxError();
        }
        var text = tokens.currentText();
        tokens.advance();
        return checkedName(kind, text);
    }

    private Operand.Name checkedName(TokenKind kind, String text) {
        if (kind == TokenKind.IDENTIFIER && ReservedWords.contains(text)) {
            findings.add(
                    Category.RESERVED_WORD,
                    "Attribute name is a reserved keyword; reserved keyword: " + text);
        }
        return new Operand.Name(text);
    }

    private Operand.Index index() {
        if (!tokens.is(TokenKind.INDEX)) {
            throw tokens.syntaxError();
        }
        var digits = tokens.currentText();
        tokens.advance();
        tokens.expect(TokenKind.CLOSE_BRACKET);
        long index = digits.length() > INDEX_DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(digits);
        if (index > Integer.MAX_VALUE) {
            findings.add(
                    Category.PATH,
                    "List index is not within the allowable range; index: [" + digits + "]");
            return new Operand.Index(Integer.MAX_VALUE);
        }
        return new Operand.Index((int) index);
    }
}
