package dev.penstock.wire.items;

import dev.penstock.expression.ExpressionContext;
import dev.penstock.expression.Expressions;
import dev.penstock.expression.LegacyParameters;
import dev.penstock.expression.Projection;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which attributes a read answers: ProjectionExpression, or the older AttributesToGet. */
record AttributeSelection(
        ExpressionParameters.Placeholders placeholders,
        @Nullable String expression,
        @Nullable List<String> attributesToGet) {
    static AttributeSelection read(
            RequestBody body, ExpressionParameters.Placeholders placeholders) {
        String expression = body.string(Names.PROJECTION_EXPRESSION);
        // The body has one reader: what is found must be read before the next is looked for.
        JsonReader attributes = body.find(Names.ATTRIBUTES_TO_GET);
        return new AttributeSelection(
                placeholders, expression, attributes == null ? null : readNames(attributes));
    }

    static @Nullable List<String> readNames(JsonReader json) {
        if (!json.beginList()) {
            return null;
        }
        var names = new ArrayList<String>();
        while (json.nextElement()) {
            String name = json.readString();
            names.add(name == null ? "" : name);
        }
        return names;
    }

    void constrain(ModelConstraints constraints) {
        constrain(constraints, "attributesToGet", attributesToGet);
    }

    static void constrain(
            ModelConstraints constraints, String path, @Nullable List<String> attributesToGet) {
        if (attributesToGet != null) {
            constraints.countAtLeast(path, "[]", attributesToGet.size(), 1);
        }
    }

    /** The projection, or null if everything was asked for. */
    @Nullable Projection bind(ExpressionContext context) {
        if (expression != null) {
            return Expressions.parseProjection(expression, context);
        }
        return attributesToGet == null ? null : LegacyParameters.attributesToGet(attributesToGet);
    }
}
