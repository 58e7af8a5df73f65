package dev.penstock.wire.catalogue;

import dev.penstock.error.RequestException;
import dev.penstock.table.BillingMode;
import dev.penstock.table.TableClass;
import dev.penstock.table.Throughput;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings that both CreateTable and UpdateTable take, as the request has them. */
record SettingsRequest(
        @Nullable String billingMode,
        @Nullable Units units,
        @Nullable String tableClass,
        @Nullable Boolean deletionProtected) {
    /** Members of a request that are read here. */
    static final List<JsonName> MEMBERS =
            List.of(
                    TableAnswer.BILLING_MODE,
                    TableAnswer.PROVISIONED_THROUGHPUT,
                    TableAnswer.TABLE_CLASS,
                    TableAnswer.DELETION_PROTECTION);

    private static final long UNITS_MAX = 1_000_000_000_000L;

    /** ProvisionedThroughput. */
    record Units(@Nullable Long read, @Nullable Long write) {
        void constrain(ModelConstraints constraints, String path) {
            constraints
                    .notNull(path + ".writeCapacityUnits", write)
                    .atLeast(path + ".writeCapacityUnits", write, 1)
                    .notNull(path + ".readCapacityUnits", read)
                    .atLeast(path + ".readCapacityUnits", read, 1);
        }

        /**
         * @param where the end of the error's text
         */
        void requireInBounds(String where) {
            requireInBounds("ReadCapacityUnits", read, where);
            requireInBounds("WriteCapacityUnits", write, where);
        }

        private static void requireInBounds(String name, @Nullable Long value, String where) {
            if (value != null && value > UNITS_MAX) {
                throw RequestException.validation(
                        "Given value " + value + " for " + name + " is out of bounds" + where);
            }
        }

        @Nullable Throughput toThroughput() {
            return read == null || write == null ? null : Throughput.of(read, write);
        }
    }

    static SettingsRequest read(RequestBody body) {
        return new SettingsRequest(
                body.string(TableAnswer.BILLING_MODE),
                readUnits(body),
                body.string(TableAnswer.TABLE_CLASS),
                body.bool(TableAnswer.DELETION_PROTECTION));
    }

    private static @Nullable Units readUnits(RequestBody body) {
        JsonReader value = body.find(TableAnswer.PROVISIONED_THROUGHPUT);
        return value == null ? null : readUnits(value);
    }

    /** Reads the structure that comes next; null if there is none. */
    static @Nullable Units readUnits(JsonReader value) {
        if (!value.beginStructure("ProvisionedThroughput")) {
            return null;
        }
        Long read = null;
        Long write = null;
        while (value.nextMember()) {
            if (value.nameIs(TableAnswer.READ_UNITS)) {
                read = value.readLong();
            } else if (value.nameIs(TableAnswer.WRITE_UNITS)) {
                write = value.readLong();
            } else {
                value.skipValue();
            }
        }
        return new Units(read, write);
    }

    void constrain(ModelConstraints constraints) {
        constraints
                .oneOf("billingMode", billingMode, Enums.BILLING_MODE)
                .oneOf("tableClass", tableClass, Enums.TABLE_CLASS);
        if (units != null) {
            units.constrain(constraints, "provisionedThroughput");
        }
    }

    /**
     * What is wrong with the settings for themselves.
     *
     * @param mode the billing mode that the request means, where it says none
     */
    void check(BillingMode mode) {
        boolean onDemand = mode == BillingMode.PAY_PER_REQUEST;
        if (onDemand && units != null) {
            throw Texts.invalid(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when"
                            + " BillingMode is PAY_PER_REQUEST");
        }
        if (units != null) {
            units.requireInBounds("");
        }
    }

    @Nullable BillingMode mode() {
        return billingMode == null ? null : BillingMode.valueOf(billingMode);
    }

    @Nullable TableClass storageClass() {
        return tableClass == null ? null : TableClass.valueOf(tableClass);
    }

    @Nullable Throughput throughput() {
        return units == null ? null : units.toThroughput();
    }
}
