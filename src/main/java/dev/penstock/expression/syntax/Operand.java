package dev.penstock.expression.syntax;

import java.util.List;

/** An operand as written: a document path, a value's placeholder or a function. */
public sealed interface Operand extends Term, SetValue {
    /** A document path: never empty, and its first step is a name. */
    record Path(List<Step> steps) implements Operand {}

    /** A placeholder such as {@code :v}. */
    record Value(String placeholder) implements Operand {}

    record Call(String function, List<Operand> arguments) implements Operand {}

    /** One step of a document path. */
    sealed interface Step {}

    /** An attribute's name as written; one that begins with {@code #} is a placeholder. */
    record Name(String text) implements Step {
        public boolean isPlaceholder() {
            return text.charAt(0) == '#';
        }
    }

    record Index(int index) implements Step {}
}
