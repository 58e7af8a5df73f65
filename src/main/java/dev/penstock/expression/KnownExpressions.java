package dev.penstock.expression;

import dev.penstock.common.Limit;
import dev.penstock.expression.syntax.ConditionNode;
import dev.penstock.expression.syntax.Operand;
import dev.penstock.expression.syntax.UpdateAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parsed expressions by their text: a client sends the same few again and again, with other values.
 * Belongs to one event loop.
 */
public final class KnownExpressions {
    final OfOneKind<ConditionNode> conditions = new OfOneKind<>();
    final OfOneKind<ConditionNode> filters = new OfOneKind<>();
    final OfOneKind<ConditionNode> keyConditions = new OfOneKind<>();
    final OfOneKind<List<UpdateAction>> updates = new OfOneKind<>();
    final OfOneKind<List<Operand.Path>> projections = new OfOneKind<>();

    /**
     * Each text has one slot, and whoever comes later takes it from whoever was there: there is
     * nothing to clean up.
     *
     * @param <T> what the parser makes of a text; immutable
     */
    static final class OfOneKind<T> {
        private static final int SLOTS = 64;

        @Limit(
                of = "an expression that is kept as it was parsed",
                unit = "characters",
                beyond = "parsed anew for each request")
        private static final int LENGTH_MAX = 512;

        private final @Nullable Object[] trees = new Object[SLOTS];
        private final @Nullable String[] texts = new String[SLOTS];

        /** What was kept for this text, or null. */
        @SuppressWarnings("unchecked") // Only keep() fills it.
        @Nullable T find(String text) {
            int slot = slot(text);
            return text.equals(texts[slot]) ? (T) trees[slot] : null;
        }

        /** Keeps what was found nothing wrong with. */
        void keep(String text, T tree) {
            if (text.length() <= LENGTH_MAX) {
                int slot = slot(text);
                texts[slot] = text;
                trees[slot] = tree;
            }
        }

        private static int slot(String text) {
            int hash = text.hashCode();
            return (hash ^ hash >>> 16) & SLOTS - 1;
        }
    }
}
