package dev.penstock.wire.connection;

import io.vertx.core.http.impl.HttpUtils;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;

/**
 * Vert.x' check of a header, which refuses control characters, taken eight characters at a time: a
 * signed request brings several hundred. Belongs to one event loop.
 */
final class HeaderCheck implements BiConsumer<CharSequence, CharSequence> {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long SIGNS = ONES << 7;
    private static final long SPACES = ONES * ' ';
    private static final long DELETES = ONES * 0x7F;
    private static final int LENGTH_MAX = 1 << 10;

    private final byte[] characters = new byte[LENGTH_MAX + Long.BYTES];

    @Override
    public void accept(CharSequence name, CharSequence value) {
        HttpUtils.validateHeaderName(name);
        if (!(value instanceof String text) || !isPlain(text)) {
            HttpUtils.validateHeaderValue(value);
        }
    }

    /** Whether no character can be a control character; a tab is left to Vert.x. */
    @SuppressWarnings("deprecation") // Only of characters past 255 does it lose anything.
    private boolean isPlain(String value) {
        int length = value.length();
        if (length > LENGTH_MAX) {
            return false;
        }
        value.getBytes(0, length, characters, 0);
        WORD.set(characters, length, SPACES);
        long found = 0;
        for (int at = 0; at < length; at += Long.BYTES) {
            long word = (long) WORD.get(characters, at);
            long deletes = word ^ DELETES;
            found |= ((word - SPACES) & ~word) | ((deletes - ONES) & ~deletes);
        }
        return (found & SIGNS) == 0;
    }
}
