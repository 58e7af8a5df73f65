package dev.penstock.wire.items;

import dev.penstock.error.RequestException;
import dev.penstock.item.IndexKeyRules;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemLimits;
import dev.penstock.partition.Table;
import dev.penstock.partition.Version;
import dev.penstock.wire.request.Texts;

/** Finds the table of an operation on items. */
final class Tables {
    private Tables() {}

    static Table require(Version version, String name) {
        Table table = version.table(name);
        if (table == null) {
            throw Texts.noTable();
        }
        return table;
    }

    /** The writer checks again; but a batch must be refused before any of it is written. */
    static void requireIndexKeys(byte[] item, Table table) {
        IndexKeyRules.of(table.definition().indexes()).requireItem(item);
    }

    /** The writer checks again; but a batch must be refused before any of it is written. */
    static void requireItemSize(byte[] item) {
        if (ItemBytes.sizeBytes(item) > ItemLimits.ITEM_BYTES_MAX) {
            throw RequestException.validation("Item size has exceeded the maximum allowed size");
        }
    }
}
