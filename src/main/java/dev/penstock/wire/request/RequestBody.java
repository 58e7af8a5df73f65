package dev.penstock.wire.request;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.expression.KnownExpressions;
import dev.penstock.wire.json.AttributeValueReader;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.JsonToken;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one request, found in a first pass that also proves the whole body to be JSON,
 * then read in the order of the checks: a table's name before the item that needs its key schema,
 * however the client ordered them. One per event loop, used again for every request.
 *
 * <p>Maintainers: the {@link LargeMember} is read in the first pass already. An error of its shape
 * is forgotten, the member passed like any other, and the error found again in its turn.
 */
public final class RequestBody {
    private static final int ABSENT = -1;
    private static final int LEVEL = 1;

    private final JsonReader json = new JsonReader();
    private final AttributeValueReader values = new AttributeValueReader();
    private final KnownExpressions knownExpressions = new KnownExpressions();
    private List<JsonName> names = List.of();
    private int[] positions = new int[32];
    private int length;

    /** What the first pass has read of the large member, and where that stands. */
    private @Nullable Object large;

    private int largePosition = ABSENT;

    /**
     * Finds the members of {@code bytes}; of a member that stands twice, the last one counts.
     *
     * @param largeMember one of them, or null
     */
    public void open(byte[] bytes, List<JsonName> members, @Nullable LargeMember<?> largeMember) {
        names = members;
        length = bytes.length;
        if (positions.length < names.size()) {
            positions = new int[names.size()];
        }
        Arrays.fill(positions, 0, names.size(), ABSENT);
        json.open(bytes, 0, bytes.length);
        if (json.peek() != JsonToken.OBJECT) {
            // Whether it is JSON or not: the service says no more of it.
            throw new RequestException(ErrorCode.SERIALIZATION, "");
        }
        json.beginRequest();
        int expected = 0;
        while (json.nextMember()) {
            int member = indexOfName(expected);
            if (member >= 0) {
                positions[member] = json.position();
                expected = member + 1;
                pass(names.get(member), largeMember);
            } else {
                json.skipValue();
            }
        }
        json.finish();
    }

    private void pass(JsonName member, @Nullable LargeMember<?> largeMember) {
        if (largeMember == null || member != largeMember.name()) {
            json.skipValue();
            return;
        }
        int position = json.position();
        try {
            large = largeMember.reader().read(this, json);
            largePosition = position;
        } catch (RequestException shape) {
            json.returnTo(position, LEVEL);
            json.skipValue();
        }
    }

    /** Lets go of the request's bytes. */
    public void close() {
        json.close();
        names = List.of();
        length = 0;
        large = null;
        largePosition = ABSENT;
    }

    /** Clients keep the model's order, mostly, so the search begins behind the member before. */
    private int indexOfName(int expected) {
        int count = names.size();
        for (int i = 0; i < count; i++) {
            int member = expected + i < count ? expected + i : expected + i - count;
            if (json.nameIs(names.get(member))) {
                return member;
            }
        }
        return ABSENT;
    }

    /** Bytes of the whole request. */
    public int length() {
        return length;
    }

    /**
     * Goes to the value of a member.
     *
     * @return the reader, its next value being the member's; null if the request does not have it
     */
    public @Nullable JsonReader find(JsonName member) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) == member) {
                if (positions[i] == ABSENT) {
                    return null;
                }
                json.returnTo(positions[i], LEVEL);
                return json;
            }
        }
        throw new IllegalArgumentException("not a member of this operation: " + member);
    }

    /** Whether the request has the member, and not as null. */
    public boolean has(JsonName member) {
        JsonReader value = find(member);
        return value != null && value.peek() != JsonToken.NULL;
    }

    /** What requests before this one had parsed. */
    public KnownExpressions knownExpressions() {
        return knownExpressions;
    }

    /** Reads attribute values, from {@link #find}'s reader. */
    public AttributeValueReader values() {
        return values;
    }

    /**
     * The operation's large member, which the first pass has read; null if it is absent or null.
     */
    @SuppressWarnings("unchecked") // Whoever opened the body gave the same member.
    public <T> @Nullable T read(LargeMember<T> member) {
        JsonReader value = find(member.name());
        if (value == null) {
            return null;
        }
        return value.position() == largePosition ? (T) large : member.reader().read(this, value);
    }

    /** An item or a key. */
    public @Nullable ItemDraft item(JsonName member) {
        JsonReader value = find(member);
        return value == null ? null : values.readItem(value);
    }

    public @Nullable String string(JsonName member) {
        JsonReader value = find(member);
        return value == null ? null : value.readString();
    }

    public @Nullable Integer integer(JsonName member) {
        JsonReader value = find(member);
        return value == null ? null : value.readInteger();
    }

    public @Nullable Boolean bool(JsonName member) {
        JsonReader value = find(member);
        return value == null ? null : value.readBoolean();
    }
}
