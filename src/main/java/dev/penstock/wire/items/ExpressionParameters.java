package dev.penstock.wire.items;

import dev.penstock.error.RequestException;
import dev.penstock.expression.ExpressionContext;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ValueDraft;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters of an operation hold expressions, and which older ones may not stand beside
 * them.
 *
 * @param expressions in the order in which the service's texts list them
 */
record ExpressionParameters(List<JsonName> expressions, List<JsonName> legacy) {
    /** Members of a request that every operation with expressions has. */
    static final List<JsonName> PLACEHOLDERS =
            List.of(Names.EXPRESSION_ATTRIBUTE_NAMES, Names.EXPRESSION_ATTRIBUTE_VALUES);

    /** Names and values as a request carried them, JSON types checked and nothing else. */
    record Placeholders(
            @Nullable Map<String, String> names, @Nullable ValueDraft<Map<String, byte[]>> values) {
        static Placeholders read(RequestBody body) {
            Map<String, String> names = readNames(body).names;
            JsonReader values = body.find(Names.EXPRESSION_ATTRIBUTE_VALUES);
            return new Placeholders(
                    names, values == null ? null : body.values().readExpressionValues(values));
        }

        /** For operations whose expressions have no values. */
        static Placeholders readNames(RequestBody body) {
            JsonReader names = body.find(Names.EXPRESSION_ATTRIBUTE_NAMES);
            return new Placeholders(
                    names == null ? null : body.values().readExpressionNames(names), null);
        }
    }

    /** Checks that the parameters go together, and binds the expressions' names and values. */
    ExpressionContext check(RequestBody body, Placeholders placeholders) {
        List<JsonName> used = present(body, expressions);
        if (!used.isEmpty()) {
            List<JsonName> mixed = present(body, legacy);
            if (!mixed.isEmpty()) {
                throw RequestException.validation(
                        "Can not use both expression and non-expression parameters in the same"
                                + " request: Non-expression parameters: "
                                + braced(mixed)
                                + " Expression parameters: "
                                + braced(used));
            }
        }
        if (placeholders.names == null && placeholders.values == null) {
            return ExpressionContext.none(body.knownExpressions());
        }
        if (placeholders.names != null && used.isEmpty()) {
            throw RequestException.validation(
                    "ExpressionAttributeNames can only be specified when using expressions");
        }
        if (placeholders.values != null && !usesValues(used)) {
            throw RequestException.validation(
                    "ExpressionAttributeValues can only be specified when using expressions: "
                            + absentText());
        }
        return ExpressionContext.of(
                placeholders.names,
                placeholders.values == null ? null : placeholders.values.get(),
                body.knownExpressions());
    }

    /** Allocates only if there is something to hold: every request comes through here. */
    private static List<JsonName> present(RequestBody body, List<JsonName> members) {
        List<JsonName> present = List.of();
        for (JsonName member : members) {
            if (body.has(member)) {
                if (present.isEmpty()) {
                    present = new ArrayList<>(members.size());
                }
                present.add(member);
            }
        }
        return present;
    }

    private static boolean usesValues(List<JsonName> used) {
        return used.stream().anyMatch(name -> name != Names.PROJECTION_EXPRESSION);
    }

    private String absentText() {
        List<String> names =
                expressions.stream()
                        .filter(name -> name != Names.PROJECTION_EXPRESSION)
                        .map(JsonName::toString)
                        .toList();
        return String.join(" and ", names) + (names.size() == 1 ? " is null" : " are null");
    }

    private static String braced(List<JsonName> names) {
        return "{" + String.join(", ", names.stream().map(JsonName::toString).toList()) + "}";
    }
}
