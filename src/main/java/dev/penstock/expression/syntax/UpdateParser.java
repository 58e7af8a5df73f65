package dev.penstock.expression.syntax;

import dev.penstock.expression.syntax.Findings.Category;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Parses update expressions: one or more sections, each at most once, in any order. */
public final class UpdateParser extends OperandParser {
    private final List<UpdateAction> actions = new ArrayList<>();
    private final EnumSet<TokenKind> sections = EnumSet.noneOf(TokenKind.class);

    public UpdateParser(TokenStream tokens, Findings findings) {
        super(tokens, findings);
    }

    /** The whole expression's actions, in the order of the text. */
    public List<UpdateAction> update() {
        do {
            section();
        } while (!tokens.is(TokenKind.END));
        end();
        return List.copyOf(actions);
    }

    private void section() {
        var section = tokens.current();
        if (section != TokenKind.SET
                && section != TokenKind.REMOVE
                && section != TokenKind.ADD
                && section != TokenKind.DELETE) {
            throw tokens.syntaxError();
        }
        if (!sections.add(section)) {
            findings.add(
                    Category.SECTION,
                    "The \""
                            + section
                            + "\" section can only be used once in an update expression;");
        }
        tokens.advance();
        do {
            actions.add(action(section));
        } while (tokens.accept(TokenKind.COMMA));
    }

    private UpdateAction action(TokenKind section) {
        var path = path();
        if (section == TokenKind.REMOVE) {
            return new UpdateAction.Remove(path);
        }
        if (section == TokenKind.ADD) {
            return new UpdateAction.Add(path, value());
        }
        if (section == TokenKind.DELETE) {
            return new UpdateAction.Delete(path, value());
        }
        tokens.expect(TokenKind.EQ);
        return new UpdateAction.Set(path, setValue());
    }

    /** {@code operand | operand (+|-) operand}, either between parentheses or not. */
    private SetValue setValue() {
        if (!tokens.is(TokenKind.OPEN_PARENTHESIS)) {
            return arithmeticOf(operand());
        }
        openParenthesis();
        var value = setValue();
        closeParenthesis();
        return value instanceof Operand operand ? arithmeticOf(operand) : value;
    }

    private SetValue arithmeticOf(Operand left) {
        boolean isSum = tokens.is(TokenKind.PLUS);
        if (!isSum && !tokens.is(TokenKind.MINUS)) {
            return left;
        }
        tokens.advance();
        countOperator();
        var arithmetic = new SetValue.Arithmetic(left, isSum, operand());
        isGrouped = false;
        return arithmetic;
    }
}
