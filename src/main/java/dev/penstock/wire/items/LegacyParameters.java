package dev.penstock.wire.items;

import dev.penstock.expression.Condition;
import dev.penstock.expression.Filter;
import dev.penstock.expression.KeyCondition;
import dev.penstock.expression.Projection;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters that came before expressions. */
@SuppressWarnings("DoNotCallSuggester") // The conversions follow.
final class LegacyParameters {
    private LegacyParameters() {}

    /** Conditions on attributes by name. */
    record Conditions(JsonName parameter, boolean isPresent) {
        void constrain(ModelConstraints constraints) {
            // Nothing to constrain in what is refused.
        }

        @Nullable Condition bind(@Nullable String conditionalOperator) {
            refuse();
            return null;
        }

        @Nullable Filter bindFilter(@Nullable String conditionalOperator) {
            refuse();
            return null;
        }

        KeyCondition bindKeyCondition() {
            throw Texts.notBuilt(parameter);
        }

        private void refuse() {
            if (isPresent) {
                throw Texts.notBuilt(parameter);
            }
        }
    }

    static Conditions expected(RequestBody body) {
        return new Conditions(Names.EXPECTED, body.has(Names.EXPECTED));
    }

    static Conditions queryFilter(RequestBody body) {
        return new Conditions(Names.QUERY_FILTER, body.has(Names.QUERY_FILTER));
    }

    static Conditions scanFilter(RequestBody body) {
        return new Conditions(Names.SCAN_FILTER, body.has(Names.SCAN_FILTER));
    }

    static Conditions keyConditions(RequestBody body) {
        return new Conditions(Names.KEY_CONDITIONS, body.has(Names.KEY_CONDITIONS));
    }

    static Conditions attributeUpdates(RequestBody body) {
        return new Conditions(Names.ATTRIBUTE_UPDATES, body.has(Names.ATTRIBUTE_UPDATES));
    }

    static Projection projection(List<String> attributesToGet) {
        throw Texts.notBuilt(Names.ATTRIBUTES_TO_GET);
    }
}
