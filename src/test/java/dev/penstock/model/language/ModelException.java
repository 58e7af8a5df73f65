package dev.penstock.model.language;

import java.util.Set;

/** A request that DynamoDB refuses, with a part of each text that it may do so with. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> texts;

    public ModelException(String text) {
        this(Set.of(text));
    }

    public ModelException(Set<String> texts) {
        super(texts.toString(), null, false, false);
        this.texts = Set.copyOf(texts);
    }

    public Set<String> texts() {
        return texts;
    }
}
