package dev.penstock.wire.request;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.JsonToken;
import dev.penstock.wire.json.ModelConstraints;
import org.jspecify.annotations.Nullable;

/** Rules and texts that operations of every kind share. */
public final class Texts {
    private static final int TABLE_NAME_OR_ARN_MAX = 1_024;
    private static final int NAME_MIN = 3;
    private static final int NAME_MAX = 255;
    private static final int ARN_MAX = 1_283;

    private Texts() {}

    /** A rule of the request by itself that was not kept. */
    public static RequestException invalid(String detail) {
        return RequestException.validation("One or more parameter values were invalid: " + detail);
    }

    /** What the data operations answer when the table is not there. */
    public static RequestException noTable() {
        return new RequestException(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found");
    }

    /** What the table operations answer when the table is not there. */
    public static RequestException noTable(String name) {
        return new RequestException(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found: Table: " + name + " not found");
    }

    /**
     * A parameter of the service that Penstock does not have yet: refused, since to pass over it
     * would be to promise it.
     */
    public static RequestException notBuilt(JsonName parameter) {
        return invalid(parameter + " is not supported by Penstock yet");
    }

    /** Refuses a parameter that is not built, unless it is absent, null or an empty list. */
    public static void refuseNotBuilt(RequestBody body, JsonName parameter) {
        JsonReader value = body.find(parameter);
        if (value == null || value.peek() == JsonToken.NULL) {
            return;
        }
        if (value.peek() == JsonToken.ARRAY) {
            value.beginList();
            if (!value.nextElement()) {
                return;
            }
        }
        throw notBuilt(parameter);
    }

    /** A table's name or ARN, as the data operations take it. A bad one is reported alone. */
    public static String checkedTableName(@Nullable String nameOrArn) {
        var constraints = new ModelConstraints();
        constraints
                .notNull("tableName", nameOrArn)
                .lengthAtLeast("tableName", nameOrArn, 1)
                .lengthAtMost("tableName", nameOrArn, TABLE_NAME_OR_ARN_MAX);
        if (nameOrArn != null && !nameOrArn.isEmpty() && !Arns.isTableArn(nameOrArn)) {
            constraints.isName("tableName", nameOrArn);
        }
        constraints.check();
        return nameOrArn == null ? "" : Arns.tableName(nameOrArn);
    }

    /** The constraints on the name of a table or an index that is to be made. */
    public static void constrainNewName(
            ModelConstraints constraints, String path, @Nullable String name) {
        constraints
                .isName(path, name)
                .lengthAtLeast(path, name, NAME_MIN)
                .lengthAtMost(path, name, NAME_MAX);
    }

    public static void constrainArn(
            ModelConstraints constraints, String path, @Nullable String arn) {
        constraints.notNull(path, arn).lengthAtLeast(path, arn, 1).lengthAtMost(path, arn, ARN_MAX);
    }
}
