package dev.penstock.expression;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.BoundCondition;
import dev.penstock.expression.evaluation.PathTree;
import dev.penstock.expression.evaluation.Reading;
import dev.penstock.expression.syntax.ConditionNode;
import dev.penstock.expression.syntax.ConditionParser;
import dev.penstock.expression.syntax.ExpressionKind;
import dev.penstock.expression.syntax.Findings;
import dev.penstock.expression.syntax.Operand;
import dev.penstock.expression.syntax.OperandParser;
import dev.penstock.expression.syntax.TokenKind;
import dev.penstock.expression.syntax.TokenStream;
import dev.penstock.expression.syntax.UpdateParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The way in: takes an expression's text and the request's names and values, answers what can be
 * evaluated. Every refusal is a {@link RequestException} with DynamoDB's text.
 *
 * <p>Each entry parses first, without names and values, and binds them to the outcome second, so
 * that a parsed expression is kept by its text. One with anything to find fault with is not.
 */
public final class Expressions {
    /** UTF-8 bytes of one expression, as it is written. */
    @Limit(
            of = "an expression",
            unit = "bytes",
            beyond = "`ValidationException`: Expression size has exceeded the maximum allowed size")
    public static final int EXPRESSION_BYTES_MAX = 4_096;

    private static final int UTF8_BYTES_PER_CHAR_MAX = 3;

    private Expressions() {}

    /** A ConditionExpression of a write. */
    public static Condition parseCondition(String text, ExpressionContext context) {
        return condition(bind(ExpressionKind.CONDITION, context.known().conditions, text, context));
    }

    /** A FilterExpression of a Query or Scan. */
    public static Filter parseFilter(String text, ExpressionContext context) {
        var findings = new Findings(ExpressionKind.FILTER);
        var node = parse(context.known().filters, text, findings, Expressions::conditionNode);
        var binder = new ConditionBinder(context, findings);
        var bound = binder.condition(node);
        findings.throwFirst();
        return new Filter("Filter Expression", condition(bound), binder.attributes());
    }

    /** An UpdateExpression. */
    public static Update parseUpdate(String text, ExpressionContext context) {
        var findings = new Findings(ExpressionKind.UPDATE);
        var actions =
                parse(
                        context.known().updates,
                        text,
                        findings,
                        (tokens, found) -> new UpdateParser(tokens, found).update());
        return new UpdateBinder(context, findings).update(actions);
    }

    /** A ProjectionExpression. */
    public static Projection parseProjection(String text, ExpressionContext context) {
        var findings = new Findings(ExpressionKind.PROJECTION);
        var paths = parse(context.known().projections, text, findings, Expressions::paths);
        var binder = new OperandBinder(context, findings);
        var tree = new PathTree<Boolean>(findings);
        for (var path : paths) {
            tree.add(binder.path(path), true);
        }
        findings.throwFirst();
        return new Projection(tree);
    }

    /** A KeyConditionExpression; what it reads is known once the key schema is. */
    public static KeyCondition parseKeyCondition(String text, ExpressionContext context) {
        return KeyConditionBinder.keyCondition(
                bind(ExpressionKind.KEY_CONDITION, context.known().keyConditions, text, context));
    }

    static Condition condition(BoundCondition bound) {
        return item -> bound.holds(new Reading(item));
    }

    private static BoundCondition bind(
            ExpressionKind kind,
            KnownExpressions.OfOneKind<ConditionNode> known,
            String text,
            ExpressionContext context) {
        var findings = new Findings(kind);
        var node = parse(known, text, findings, Expressions::conditionNode);
        var bound = new ConditionBinder(context, findings).condition(node);
        findings.throwFirst();
        return bound;
    }

    private static <T> T parse(
            KnownExpressions.OfOneKind<T> known,
            String text,
            Findings findings,
            BiFunction<TokenStream, Findings, T> parser) {
        T kept = known.find(text);
        if (kept != null) {
            return kept;
        }
        T tree = parser.apply(tokens(findings.kind(), text), findings);
        if (findings.isEmpty()) {
            known.keep(text, tree);
        }
        return tree;
    }

    private static ConditionNode conditionNode(TokenStream tokens, Findings findings) {
        return new ConditionParser(tokens, findings).condition();
    }

    private static List<Operand.Path> paths(TokenStream tokens, Findings findings) {
        var parser = new OperandParser(tokens, findings);
        List<Operand.Path> paths = new ArrayList<>();
        do {
            paths.add(parser.path());
        } while (tokens.accept(TokenKind.COMMA));
        parser.end();
        return List.copyOf(paths);
    }

    private static TokenStream tokens(ExpressionKind kind, String text) {
        if (text.isEmpty()) {
            throw kind.invalid("The expression can not be empty;");
        }
        // Most are so short that they cannot have too many bytes, and are not encoded to know.
        boolean mayBeTooLong = text.length() > EXPRESSION_BYTES_MAX / UTF8_BYTES_PER_CHAR_MAX;
        int bytes = mayBeTooLong ? text.getBytes(StandardCharsets.UTF_8).length : text.length();
        if (bytes > EXPRESSION_BYTES_MAX) {
            throw kind.invalid(
                    "Expression size has exceeded the maximum allowed size; expression size: "
                            + bytes);
        }
        return new TokenStream(kind, text);
    }
}
