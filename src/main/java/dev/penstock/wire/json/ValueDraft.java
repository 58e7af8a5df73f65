package dev.penstock.wire.json;

import dev.penstock.error.RequestException;
import org.jspecify.annotations.Nullable;

/**
 * What a request carried in attribute values, and what is wrong with them: kept until the checks
 * that come earlier have passed. Read by {@link AttributeValueReader}.
 *
 * @param <T> the encoded value or values
 */
public final class ValueDraft<T> {
    private final T value;
    private final @Nullable RequestException error;

    ValueDraft(T value, @Nullable RequestException error) {
        this.value = value;
        this.error = error;
    }

    /** Throws what is wrong with the values, if anything: the first in the request. */
    public void check() {
        if (error != null) {
            throw error;
        }
    }

    /** The encoded value or values, {@link #check checked}. */
    public T get() {
        check();
        return value;
    }

    @Nullable RequestException error() {
        return error;
    }

    T unchecked() {
        return value;
    }
}
