package dev.penstock.expiry;

import dev.penstock.index.HiddenIndex;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeyType;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableSettings.TimeToLive;
import dev.penstock.table.Throughput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index by which a table's items expire: one collection of all items that have a number under
 * the attribute, in the order of the numbers, each with its keys and no more. Stateless.
 */
public final class ExpiryIndex {
    private ExpiryIndex() {}

    /** The definition for a table; null if nothing of it expires. */
    public static @Nullable IndexDefinition of(TableDefinition table) {
        TimeToLive timeToLive = table.settings().timeToLive();
        if (timeToLive == null || !timeToLive.enabled()) {
            return null;
        }
        var attribute = new KeyAttribute(timeToLive.attributeName(), KeyType.N);
        // What was written while the setting was off is in no index: after it, another one begins.
        return new IndexDefinition(
                "expiry since " + timeToLive.changedMicros(),
                HiddenIndex.ID,
                new IndexKeySchema(List.of(), List.of(attribute)),
                IndexProjection.KEYS_ONLY,
                Throughput.NONE,
                IndexDefinition.State.ACTIVE);
    }
}
