package dev.penstock.wire.catalogue;

import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of a table that the service knows and Penstock does not have yet. A value that asks for
 * nothing (encryption that is the default) is accepted; any other is refused by the parameter's
 * name.
 */
final class UnbuiltSettings {
    private static final JsonName ENCRYPTION = JsonName.of("SSESpecification");
    private static final JsonName ENABLED = JsonName.of("Enabled");
    static final JsonName ON_DEMAND = JsonName.of("OnDemandThroughput");
    private static final JsonName MAX_READ = JsonName.of("MaxReadRequestUnits");
    private static final JsonName MAX_WRITE = JsonName.of("MaxWriteRequestUnits");
    static final JsonName WARM = JsonName.of("WarmThroughput");
    private static final JsonName SETTINGS_REPLICATION =
            JsonName.of("GlobalTableSettingsReplicationMode");

    /** In both CreateTable and UpdateTable, and not simply absent or empty. */
    private static final List<JsonName> BOTH =
            List.of(ENCRYPTION, ON_DEMAND, WARM, SETTINGS_REPLICATION);

    private static final List<JsonName> ONLY_CREATE =
            List.of(
                    JsonName.of("LocalSecondaryIndexes"),
                    JsonName.of("ResourcePolicy"),
                    JsonName.of("GlobalTableSourceArn"),
                    JsonName.of("VectorIndexes"));

    private static final List<JsonName> ONLY_UPDATE =
            List.of(
                    JsonName.of("ReplicaUpdates"),
                    JsonName.of("MultiRegionConsistency"),
                    JsonName.of("GlobalTableWitnessUpdates"),
                    JsonName.of("DisassociationProtectionEnabled"),
                    JsonName.of("VectorIndexUpdates"));

    private static final long UNLIMITED = -1;

    private UnbuiltSettings() {}

    static List<JsonName> ofCreateTable() {
        return Stream.concat(BOTH.stream(), ONLY_CREATE.stream()).toList();
    }

    static List<JsonName> ofUpdateTable() {
        return Stream.concat(BOTH.stream(), ONLY_UPDATE.stream()).toList();
    }

    static void refuseInCreateTable(RequestBody body) {
        refuseInBoth(body);
        for (JsonName parameter : ONLY_CREATE) {
            Texts.refuseNotBuilt(body, parameter);
        }
    }

    static void refuseInUpdateTable(RequestBody body) {
        refuseInBoth(body);
        for (JsonName parameter : ONLY_UPDATE) {
            Texts.refuseNotBuilt(body, parameter);
        }
    }

    private static void refuseInBoth(RequestBody body) {
        refuseIfTrue(body, ENCRYPTION, ENABLED);
        refuseIfLimited(body);
        Texts.refuseNotBuilt(body, WARM);
        Texts.refuseNotBuilt(body, SETTINGS_REPLICATION);
    }

    /** Refuses a structure whose switch is on. */
    private static void refuseIfTrue(RequestBody body, JsonName parameter, JsonName enabled) {
        JsonReader value = body.find(parameter);
        if (value == null || !value.beginStructure(parameter.toString())) {
            return;
        }
        boolean isOn = false;
        while (value.nextMember()) {
            if (value.nameIs(enabled)) {
                isOn = Boolean.TRUE.equals(value.readBoolean());
            } else {
                value.skipValue();
            }
        }
        if (isOn) {
            throw Texts.notBuilt(parameter);
        }
    }

    private static void refuseIfLimited(RequestBody body) {
        JsonReader value = body.find(ON_DEMAND);
        if (value != null && isLimited(value)) {
            throw Texts.notBuilt(ON_DEMAND);
        }
    }

    /** Whether the OnDemandThroughput that comes next asks for anything. */
    static boolean isLimited(JsonReader value) {
        if (!value.beginStructure(ON_DEMAND.toString())) {
            return false;
        }
        boolean isLimited = false;
        while (value.nextMember()) {
            if (value.nameIs(MAX_READ) || value.nameIs(MAX_WRITE)) {
                Long limit = value.readLong();
                isLimited |= limit != null && limit != UNLIMITED;
            } else {
                value.skipValue();
            }
        }
        return isLimited;
    }
}
