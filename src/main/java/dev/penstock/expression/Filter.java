package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.KeySchema;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filter of a Query or a Scan. Immutable. */
public final class Filter implements Condition {
    private final String parameter;
    private final Condition condition;
    private final Set<String> attributes;

    /**
     * @param parameter how error texts call it
     * @param attributes top-level names that it reads, in the order of the text
     */
    Filter(String parameter, Condition condition, Set<String> attributes) {
        this.parameter = parameter;
        this.condition = condition;
        this.attributes = attributes;
    }

    @Override
    public boolean holds(byte @Nullable [] item) {
        return condition.holds(item);
    }

    /** Refuses a Query's filter that reads the key of the table or index which is queried. */
    public void requireNoKeyAttributes(KeySchema schema) {
        requireNot(schema.partitionKey().name());
        var sortKey = schema.sortKey();
        if (sortKey != null) {
            requireNot(sortKey.name());
        }
    }

    /** The same for a Query of an index: the table's own keys may be read. */
    public void requireNoKeyAttributes(IndexKeySchema schema) {
        schema.partitionKeys().forEach(key -> requireNot(key.name()));
        schema.sortKeys().forEach(key -> requireNot(key.name()));
    }

    /** The top-level attributes that it reads. */
    public Set<String> attributes() {
        return attributes;
    }

    private void requireNot(String keyAttribute) {
        if (attributes.contains(keyAttribute)) {
            throw RequestException.validation(
                    parameter
                            + " can only contain non-primary key attributes: Primary key"
                            + " attribute: "
                            + keyAttribute);
        }
    }
}
