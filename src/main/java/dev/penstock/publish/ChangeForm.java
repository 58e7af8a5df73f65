package dev.penstock.publish;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A form in which changes are written for subscribers. Two of the same name are the same.
 *
 * @param encoders makes encoders, one for each thread that needs one
 */
public record ChangeForm(String name, Supplier<ChangeEncoder> encoders) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChangeForm form && form.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
