package dev.penstock.table;

import java.util.List;

/**
 * Which attributes of an item an index holds, beside the keys of table and index, which it always
 * has (DynamoDB: Projection).
 *
 * @param nonKeyAttributes names, only with {@link Type#INCLUDE}
 */
public record IndexProjection(Type type, List<String> nonKeyAttributes) {
    public static final IndexProjection ALL = new IndexProjection(Type.ALL, List.of());
    public static final IndexProjection KEYS_ONLY = new IndexProjection(Type.KEYS_ONLY, List.of());

    public IndexProjection {
        nonKeyAttributes = List.copyOf(nonKeyAttributes);
        if ((type == Type.INCLUDE) == nonKeyAttributes.isEmpty()) {
            throw new IllegalArgumentException("not a projection: " + type);
        }
    }

    /** DynamoDB: ProjectionType. */
    public enum Type {
        ALL,
        KEYS_ONLY,
        INCLUDE
    }
}
