package dev.penstock.expression.syntax;

import dev.penstock.expression.syntax.Operand.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses condition, filter and key condition expressions. OR binds weaker than AND, AND weaker than
 * NOT.
 *
 * <p>A parenthesis may open a condition or an operand, and a function may be either: the parser
 * reads a {@link Term} and lets what follows decide.
 */
public final class ConditionParser extends OperandParser {
    public ConditionParser(TokenStream tokens, Findings findings) {
        super(tokens, findings);
    }

    /** The whole expression. */
    public ConditionNode condition() {
        var term = or();
        if (!tokens.is(TokenKind.END)) {
            throw tokens.syntaxError();
        }
        var condition = asCondition(term);
        end();
        return condition;
    }

    private Term or() {
        var term = and();
        while (tokens.is(TokenKind.OR)) {
            var left = asCondition(term);
            tokens.advance();
            countOperator();
            term = new ConditionNode.Or(left, asCondition(and()));
            isGrouped = false;
        }
        return term;
    }

    private Term and() {
        var term = not();
        while (tokens.is(TokenKind.AND)) {
            var left = asCondition(term);
            tokens.advance();
            countOperator();
            term = new ConditionNode.And(left, asCondition(not()));
            isGrouped = false;
        }
        return term;
    }

    private Term not() {
        int negations = 0;
        while (tokens.accept(TokenKind.NOT)) {
            countOperator();
            negations++;
        }
        var term = primary();
        for (int i = 0; i < negations; i++) {
            term = new ConditionNode.Not(asCondition(term));
            isGrouped = false;
        }
        return term;
    }

    private Term primary() {
        if (!tokens.is(TokenKind.OPEN_PARENTHESIS)) {
            return comparisonOf(operand());
        }
        openParenthesis();
        var term = or();
        closeParenthesis();
        return term instanceof Operand operand ? comparisonOf(operand) : term;
    }

    /** The comparison that the operand begins, or the operand itself if none follows. */
    private Term comparisonOf(Operand operand) {
        var kind = tokens.current();
        if (kind.isComparator()) {
            tokens.advance();
            countOperator();
            var comparison = new ConditionNode.Comparison(Comparator.of(kind), operand, operand());
            isGrouped = false;
            return comparison;
        }
        return switch (kind) {
            case IN -> in(operand);
            case BETWEEN -> between(operand);
            default -> operand;
        };
    }

    private ConditionNode in(Operand operand) {
        tokens.advance();
        countOperator();
        tokens.expect(TokenKind.OPEN_PARENTHESIS);
        var candidates = new ArrayList<Operand>();
        do {
            candidates.add(operand());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.CLOSE_PARENTHESIS);
        isGrouped = false;
        return new ConditionNode.In(operand, List.copyOf(candidates));
    }

    private ConditionNode between(Operand operand) {
        tokens.advance();
        countOperator();
        var lower = operand();
        tokens.expect(TokenKind.AND);
        var upper = operand();
        isGrouped = false;
        return new ConditionNode.Between(operand, lower, upper);
    }

    /** The term as a condition; a syntax error where it ends if it is only an operand. */
    private ConditionNode asCondition(Term term) {
        return switch (term) {
            case ConditionNode condition -> condition;
            case Call call -> new ConditionNode.Test(call);
            case Operand.Path path -> throw tokens.syntaxError();
            case Operand.Value value -> throw tokens.syntaxError();
        };
    }
}
