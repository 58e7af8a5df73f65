package dev.penstock.item;

import java.nio.charset.StandardCharsets;

/** Makes single encoded values that stand alone, their type byte at 0. Stateless. */
public final class EncodedValues {
    private EncodedValues() {}

    /**
     * A value of type N.
     *
     * @param number number bytes, as from {@link NumberBytes}
     */
    public static byte[] number(byte[] number) {
        return scalar(ItemLayout.N, number);
    }

    public static byte[] string(String text) {
        return scalar(ItemLayout.S, text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] binary(byte[] payload) {
        return scalar(ItemLayout.B, payload);
    }

    private static byte[] scalar(byte type, byte[] payload) {
        byte[] value = new byte[1 + ItemLayout.varintBytes(payload.length) + payload.length];
        value[0] = type;
        int at = ItemLayout.putVarint(value, 1, payload.length);
        System.arraycopy(payload, 0, value, at, payload.length);
        return value;
    }
}
