package dev.penstock.expression.evaluation;

import dev.penstock.item.AttributeType;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A document path with its names bound. Immutable; paths are equal if their steps are. */
public final class BoundPath implements BoundOperand {
    /** A step that is a name has its name here, one that is an index has null. */
    private final @Nullable String[] names;

    private final byte[][] namesUtf8;
    private final int[] indexes;

    public BoundPath(@Nullable String[] names, int[] indexes) {
        this.names = names;
        this.indexes = indexes;
        namesUtf8 = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            namesUtf8[i] = name == null ? new byte[0] : name.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The path of a top-level attribute. */
    public static BoundPath ofAttribute(String name) {
        return new BoundPath(new String[] {name}, new int[1]);
    }

    public int length() {
        return names.length;
    }

    public boolean isName(int step) {
        return names[step] != null;
    }

    public byte[] nameUtf8(int step) {
        return namesUtf8[step];
    }

    public int index(int step) {
        return indexes[step];
    }

    /** The top-level attribute that the path begins with. */
    public String attribute() {
        return String.valueOf(names[0]);
    }

    @Override
    public @Nullable AttributeType type() {
        return null;
    }

    @Override
    public int locate(Reading reading) {
        byte[] item = reading.item();
        int at = ItemBytes.find(item, namesUtf8[0]);
        for (int step = 1; step < names.length && at != MISSING; step++) {
            at = child(item, at, step);
        }
        return reading.inItem(at);
    }

    private int child(byte[] item, int at, int step) {
        var type = ValueBytes.type(item, at);
        if (isName(step)) {
            return type == AttributeType.M
                    ? ValueBytes.mapFind(item, at, namesUtf8[step])
                    : MISSING;
        }
        return type == AttributeType.L ? ValueBytes.listElement(item, at, indexes[step]) : MISSING;
    }

    public boolean isSameStep(BoundPath other, int step) {
        String name = names[step];
        return name == null
                ? other.names[step] == null && indexes[step] == other.indexes[step]
                : name.equals(other.names[step]);
    }

    /** How error texts write it: {@code [a, [0], b]}. */
    @Override
    public String toString() {
        var text = new StringBuilder("[");
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ", ");
            if (isName(i)) {
                text.append(names[i]);
            } else {
                text.append('[').append(indexes[i]).append(']');
            }
        }
        return text.append(']').toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoundPath path
                && Arrays.equals(names, path.names)
                && Arrays.equals(indexes, path.indexes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(indexes);
    }
}
