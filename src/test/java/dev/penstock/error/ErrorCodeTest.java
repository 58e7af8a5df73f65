package dev.penstock.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    @Test
    void typesCarryTheirNamespace() {
        assertThat(ErrorCode.CONDITION_FAILED.type())
                .isEqualTo("com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException");
        assertThat(ErrorCode.VALIDATION.type())
                .isEqualTo("com.amazon.coral.validate#ValidationException");
    }
}
