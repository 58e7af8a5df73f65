package dev.penstock.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.table.StreamDefinition;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where a client reads on, in a text that only this database can make: signed, so that nobody can
 * be led elsewhere, and stamped, so that it ends.
 *
 * <pre>
 *  0      8           12       20         28        32       40
 *  | roll | partition | micros | sequence | ordinal | issued | signature |
 *  | i64  | i32       | i64    | i64      | i32     | i64    | 16 bytes  |
 * </pre>
 *
 * The signature is the first half of HMAC-SHA256 over these bytes and the stream's identity.
 *
 * @param issuedMicros when it was made
 */
public record ShardIterator(Shard shard, StreamPosition position, long issuedMicros) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNED_BYTES = 40;
    private static final int SIGNATURE_BYTES = 16;

    /** The text, in the letters of a URL. */
    String toText(String secret) {
        var bytes =
                ByteBuffer.allocate(SIGNED_BYTES + SIGNATURE_BYTES)
                        .putLong(shard.roll())
                        .putInt(shard.partition())
                        .putLong(position.micros())
                        .putLong(position.sequence())
                        .putInt(position.ordinal())
                        .putLong(issuedMicros);
        bytes.put(signature(bytes.array(), shard.stream(), secret));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The inverse; null if it was not made by this database for this stream. */
    static @Nullable ShardIterator ofText(StreamDefinition stream, String text, String secret) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (bytes.length != SIGNED_BYTES + SIGNATURE_BYTES) {
            return null;
        }
        byte[] given = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
        if (!MessageDigest.isEqual(given, signature(bytes, stream, secret))) {
            return null;
        }
        var fields = ByteBuffer.wrap(bytes);
        var shard = new Shard(stream, fields.getLong(), fields.getInt());
        var position = new StreamPosition(fields.getLong(), fields.getLong(), fields.getInt());
        return new ShardIterator(shard, position, fields.getLong());
    }

    private static byte[] signature(byte[] bytes, StreamDefinition stream, String secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            mac.update(bytes, 0, SIGNED_BYTES);
            String name = stream.identity().tableId() + "/" + stream.identity().label();
            return Arrays.copyOf(mac.doFinal(name.getBytes(UTF_8)), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
