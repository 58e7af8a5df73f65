package dev.penstock.expression;

import org.jspecify.annotations.Nullable;

/** The functions of expressions: where each may stand, and how many operands it takes. */
enum Function {
    ATTRIBUTE_EXISTS("attribute_exists", Use.CONDITION, 1),
    ATTRIBUTE_NOT_EXISTS("attribute_not_exists", Use.CONDITION, 1),
    ATTRIBUTE_TYPE("attribute_type", Use.CONDITION, 2),
    BEGINS_WITH("begins_with", Use.CONDITION, 2),
    CONTAINS("contains", Use.CONDITION, 2),
    SIZE("size", Use.CONDITION_OPERAND, 1),
    IF_NOT_EXISTS("if_not_exists", Use.UPDATE_OPERAND, 2),
    LIST_APPEND("list_append", Use.UPDATE_OPERAND, 2);

    /** Where a function may stand. */
    enum Use {
        CONDITION,
        CONDITION_OPERAND,
        UPDATE_OPERAND
    }

    private static final Function[] ALL = values();

    private final String text;
    private final Use use;
    private final int operandCount;

    Function(String text, Use use, int operandCount) {
        this.text = text;
        this.use = use;
        this.operandCount = operandCount;
    }

    /** The name in expressions: functions' names are case-sensitive. */
    String text() {
        return text;
    }

    Use use() {
        return use;
    }

    int operandCount() {
        return operandCount;
    }

    static @Nullable Function named(String name) {
        for (var function : ALL) {
            if (function.text.equals(name)) {
                return function;
            }
        }
        return null;
    }
}
