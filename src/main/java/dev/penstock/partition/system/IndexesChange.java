package dev.penstock.partition.system;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.table.BillingMode;
import dev.penstock.table.IndexChange;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.NewIndex;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableLimits;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import java.util.ArrayList;
import java.util.List;

/**
 * What UpdateTable makes of a table's indexes, with DynamoDB's checks and texts. For one change,
 * then thrown away.
 */
public final class IndexesChange {
    static final String ONE_AT_A_TIME =
            "Subscriber limit exceeded: Only 1 online index can be created or deleted"
                    + " simultaneously per table";
    static final String TOO_MANY =
            "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit"
                    + " of %d";
    static final String TOO_MANY_PROJECTED =
            "Subscriber limit exceeded: Number of projected attributes of all secondary indexes"
                    + " exceeds per-table limit of %d";
    static final String EXISTS = "Attempting to create an index which already exists";
    static final String MISSING = "Requested resource not found";
    static final String IN_USE =
            "Attempt to change a resource which is still in use: Index is being %s.  Table: %s"
                    + " Index: %s";
    static final String TYPE_CHANGED =
            "One or more parameter values were invalid: The type of the key attribute %s cannot be"
                    + " changed";
    private static final String INVALID = "One or more parameter values were invalid: ";
    static final String UNITS_MISSING =
            INVALID + "ProvisionedThroughput must be specified for index: %s";
    static final String UNITS_UNWANTED =
            INVALID
                    + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index:"
                    + " %s when BillingMode is PAY_PER_REQUEST";

    private final TableDefinition before;
    private final TableSettings settings;
    private final long micros;
    private final List<IndexDefinition> indexes;

    private IndexesChange(TableDefinition before, TableSettings settings, long micros) {
        this.before = before;
        this.settings = settings;
        this.micros = micros;
        this.indexes = new ArrayList<>(before.indexes());
    }

    /**
     * The definition after the change; the same one if nothing changes.
     *
     * @param settings those after the change
     * @throws RequestException if it does not fit what is there
     */
    public static TableDefinition apply(
            TableDefinition before, TableSettings settings, TableChange change, long micros) {
        var indexes = new IndexesChange(before, settings, micros);
        change.indexes().forEach(indexes::apply);
        if (settings.billingMode() != before.settings().billingMode()) {
            indexes.switchMode();
        }
        if (!indexes.indexes.equals(before.indexes())) {
            return before.with(
                    settings, indexes.indexes, definitions(before, change.attributeDefinitions()));
        }
        return settings.equals(before.settings()) ? before : before.with(settings);
    }

    private static List<KeyAttribute> definitions(
            TableDefinition before, List<KeyAttribute> added) {
        var all = new ArrayList<>(before.attributeDefinitions());
        for (KeyAttribute attribute : added) {
            for (KeyAttribute there : before.attributeDefinitions()) {
                if (there.name().equals(attribute.name()) && there.type() != attribute.type()) {
                    throw RequestException.validation(TYPE_CHANGED.formatted(attribute.name()));
                }
            }
            all.add(attribute);
        }
        return all;
    }

    private void apply(IndexChange change) {
        int at = find(change.indexName());
        switch (change) {
            case IndexChange.Create create -> create(create.index(), at);
            case IndexChange.Update update ->
                    indexes.set(at, updated(require(at), update.throughput()));
            case IndexChange.Delete ignored -> indexes.set(at, deleted(require(at)));
        }
    }

    private int find(String name) {
        for (int i = 0; i < indexes.size(); i++) {
            if (indexes.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private IndexDefinition require(int at) {
        if (at < 0) {
            throw new RequestException(ErrorCode.RESOURCE_NOT_FOUND, MISSING);
        }
        return indexes.get(at);
    }

    private void create(NewIndex wanted, int at) {
        if (at >= 0) {
            throw RequestException.validation(EXISTS);
        }
        requireNoneUnderWay(wanted.name());
        if (indexes.size() >= TableLimits.INDEXES_MAX) {
            throw new RequestException(
                    ErrorCode.LIMIT_EXCEEDED, TOO_MANY.formatted(TableLimits.INDEXES_MAX));
        }
        requireThroughput(wanted.name(), wanted.throughput());
        indexes.add(wanted.with(before.lastIndexId() + 1, IndexDefinition.State.BACKFILLING));
        int projected =
                indexes.stream()
                        .mapToInt(index -> index.projection().nonKeyAttributes().size())
                        .sum();
        if (projected > TableLimits.PROJECTED_ATTRIBUTES_MAX) {
            throw new RequestException(
                    ErrorCode.LIMIT_EXCEEDED,
                    TOO_MANY_PROJECTED.formatted(TableLimits.PROJECTED_ATTRIBUTES_MAX));
        }
    }

    /** An index that is still being filled may be given up. */
    private IndexDefinition deleted(IndexDefinition index) {
        if (index.state() == IndexDefinition.State.DELETING) {
            throw inUse("deleted", index);
        }
        requireNoneUnderWay(index.name());
        return index.with(IndexDefinition.State.DELETING);
    }

    private void requireNoneUnderWay(String but) {
        for (IndexDefinition index : indexes) {
            if (index.state() != IndexDefinition.State.ACTIVE && !index.name().equals(but)) {
                throw new RequestException(ErrorCode.LIMIT_EXCEEDED, ONE_AT_A_TIME);
            }
        }
    }

    private IndexDefinition updated(IndexDefinition index, Throughput wanted) {
        switch (index.state()) {
            case BACKFILLING -> throw inUse("created", index);
            case DELETING -> throw inUse("deleted", index);
            case ACTIVE -> {
                // Nothing is in the way.
            }
        }
        requireThroughput(index.name(), wanted);
        if (before.settings().billingMode() == BillingMode.PAY_PER_REQUEST) {
            return index.with(Throughput.of(wanted.readUnits(), wanted.writeUnits()));
        }
        return index.with(
                ThroughputChange.apply(
                        index.throughput(), wanted, "index " + index.name(), micros));
    }

    private void requireThroughput(String index, Throughput wanted) {
        boolean provisioned = settings.billingMode() == BillingMode.PROVISIONED;
        if (provisioned == wanted.equals(Throughput.NONE)) {
            throw RequestException.validation(
                    (provisioned ? UNITS_MISSING : UNITS_UNWANTED).formatted(index));
        }
    }

    /** Indexes follow their table; into PROVISIONED each needs units of its own. */
    private void switchMode() {
        boolean provisioned = settings.billingMode() == BillingMode.PROVISIONED;
        var lacking = new ArrayList<String>();
        for (int i = 0; i < indexes.size(); i++) {
            IndexDefinition index = indexes.get(i);
            if (!provisioned) {
                indexes.set(i, index.with(Throughput.NONE));
            } else if (index.throughput().equals(Throughput.NONE)
                    && index.state() != IndexDefinition.State.DELETING) {
                lacking.add(index.name());
            }
        }
        if (!lacking.isEmpty()) {
            throw RequestException.validation(UNITS_MISSING.formatted(String.join(",", lacking)));
        }
    }

    private RequestException inUse(String how, IndexDefinition index) {
        return new RequestException(
                ErrorCode.RESOURCE_IN_USE, IN_USE.formatted(how, before.name(), index.name()));
    }
}
