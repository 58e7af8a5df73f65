package dev.penstock.item;

import dev.penstock.error.RequestException;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes items and values in their canonical form: key attributes first, names and set members
 * sorted, whatever the order of the calls. Reusable; belongs to one thread. Only {@link #endItem}
 * and {@link #toValue} allocate, apart from growth.
 *
 * <pre>
 * writer.beginItem(schema);
 * writer.name("id");
 * writer.string("7");
 * byte[] item = writer.endItem();
 * </pre>
 *
 * <p>Of two attributes with the same name the later one counts; two equal members of a set are
 * refused, as are an empty set, a 33rd level of nesting and more bytes than a length can tell.
 * After a refusal the next {@link #beginItem} or {@link #reset} starts anew.
 */
public final class ValueWriter {
    private static final int INITIAL_BYTES = 1024;

    /** A buffer that one huge request grew beyond this is given back. */
    private static final int RETAINED_BYTES_MAX = 1 << 20;

    private static final String TOO_LARGE = "Item size has exceeded the maximum allowed size";
    static final String TOO_DEEP = "Nesting Levels have exceeded supported limits";

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;
    private final WriterFrames frames = new WriterFrames();
    private final EntryOrder entries = new EntryOrder();
    private @Nullable KeySchema schema;
    private byte @Nullable [] partitionKeyName;
    private byte @Nullable [] sortKeyName;

    /** Forgets what was written. */
    public void reset() {
        length = 0;
        frames.reset();
        entries.reset();
        if (bytes.length > RETAINED_BYTES_MAX) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    /** Begins an item without key attributes: a projection, or a map of values by name. */
    public void beginItem() {
        reset();
        partitionKeyName = null;
        sortKeyName = null;
        schema = null;
        openItem();
    }

    /** Begins an item (or a key) of a table; the attributes may come in any order. */
    public void beginItem(KeySchema keySchema) {
        reset();
        // The same schema mostly comes again: compared by identity, so that no name is encoded
        // anew.
        if (!isCurrent(keySchema)) {
            schema = keySchema;
            partitionKeyName = utf8(keySchema.partitionKey().name());
            KeyAttribute sortKey = keySchema.sortKey();
            sortKeyName = sortKey == null ? null : utf8(sortKey.name());
        }
        openItem();
    }

    @SuppressWarnings("ReferenceEquality") // A cache: a miss only costs time.
    private boolean isCurrent(KeySchema keySchema) {
        return schema == keySchema;
    }

    private void openItem() {
        frames.open(WriterFrames.ITEM, 0, 0);
        length = ItemLayout.ITEM_HEADER_BYTES;
    }

    /** The finished item; the writer is ready for the next. */
    public byte[] endItem() {
        frames.requireItem();
        byte[] item = entries.arrangedItem(frames, this);
        int size = frames.sizeBytes();
        if (size > ItemLayout.U24_MAX) {
            throw tooLarge();
        }
        ItemLayout.putU24(item, ItemLayout.ITEM_SIZE_OFFSET, size);
        ItemLayout.putU24(item, ItemLayout.ITEM_COUNT_OFFSET, entries.kept());
        reset();
        return item;
    }

    /** The one value that was written outside any item; the writer is ready for the next. */
    public byte[] toValue() {
        frames.requireOutside();
        byte[] value = Arrays.copyOf(bytes, length);
        reset();
        return value;
    }

    /** The name of the next attribute of an item or a map. */
    public void name(byte[] source, int from, int to) {
        int nameLength = to - from;
        frames.onName(nameLength);
        int rank = frames.isItem() ? rank(source, from, to) : EntryOrder.OTHER;
        int start = length;
        lengthAndBytes(source, from, nameLength);
        entries.add(bytes, start, rank, length - nameLength, nameLength);
    }

    public void name(byte[] nameUtf8) {
        name(nameUtf8, 0, nameUtf8.length);
    }

    public void name(String name) {
        name(utf8(name));
    }

    private int rank(byte[] source, int from, int to) {
        if (isName(partitionKeyName, source, from, to)) {
            return EntryOrder.PARTITION_KEY;
        }
        return isName(sortKeyName, source, from, to) ? EntryOrder.SORT_KEY : EntryOrder.OTHER;
    }

    private static boolean isName(byte @Nullable [] name, byte[] source, int from, int to) {
        return name != null && Arrays.equals(name, 0, name.length, source, from, to);
    }

    /** A string, or a member of a string set: UTF-8, not checked here. */
    public void string(byte[] source, int from, int to) {
        scalar(ItemLayout.S, source, from, to);
    }

    public void string(String value) {
        byte[] utf8 = utf8(value);
        string(utf8, 0, utf8.length);
    }

    /** A binary value, or a member of a binary set. */
    public void binary(byte[] source, int from, int to) {
        scalar(ItemLayout.B, source, from, to);
    }

    public void binary(byte[] value) {
        binary(value, 0, value.length);
    }

    /**
     * A number, or a member of a number set, from its ASCII text.
     *
     * @throws RequestException with DynamoDB's text, if it is no number or out of range
     */
    public void number(byte[] text, int from, int to) {
        int header = beginScalar(ItemLayout.N, NumberBytes.BYTES_MAX);
        int end = NumberBytes.parse(text, from, to, bytes, header + 1);
        bytes[header] = (byte) (end - header - 1);
        length = end;
        endScalar(header, end - header - 1);
    }

    public void number(String text) {
        byte[] utf8 = utf8(text);
        number(utf8, 0, utf8.length);
    }

    /** A number, or a member of a number set, that is encoded already. */
    public void numberBytes(byte[] number, int from, int to) {
        scalar(ItemLayout.N, number, from, to);
    }

    public void numberBytes(byte[] number) {
        numberBytes(number, 0, number.length);
    }

    /** A member of the open set, whatever its type: the payload of a member of another set. */
    public void member(byte[] source, int from, int to) {
        scalar(SetRules.memberType(bytes[frames.setStart()]), source, from, to);
    }

    public void bool(boolean value) {
        oneByte(value ? ItemLayout.TRUE : ItemLayout.FALSE);
    }

    public void nullValue() {
        oneByte(ItemLayout.NULL);
    }

    /**
     * A copy of an encoded value, with all that is in it.
     *
     * @param at offset of its type byte
     */
    public void value(byte[] source, int at) {
        requireNesting(ValueBytes.nesting(source, at));
        int valueLength = ValueBytes.end(source, at) - at;
        frames.onValue();
        ensure(valueLength);
        System.arraycopy(source, at, bytes, length, valueLength);
        length += valueLength;
        frames.addSize(ValueBytes.sizeBytes(source, at));
    }

    public void beginMap() {
        requireNesting(1);
        open(WriterFrames.MAP, ItemLayout.M);
    }

    public void endMap() {
        int count = entries.arrange(frames, this);
        close(WriterFrames.MAP, count, ItemLimits.DOCUMENT_OVERHEAD_BYTES);
    }

    public void beginList() {
        requireNesting(1);
        open(WriterFrames.LIST, ItemLayout.L);
    }

    public void endList() {
        close(WriterFrames.LIST, frames.valueCount(), ItemLimits.DOCUMENT_OVERHEAD_BYTES);
    }

    /**
     * Begins a set.
     *
     * @param type SS, NS or BS; the members follow as strings, numbers or binaries
     */
    public void beginSet(AttributeType type) {
        open(WriterFrames.SET, SetRules.typeByte(type));
    }

    public void endSet() {
        SetRules.requireMembers(bytes[frames.start()], frames.valueCount());
        int count = entries.arrange(frames, this);
        close(WriterFrames.SET, count, 0);
    }

    private void open(int kind, byte type) {
        frames.onValue();
        frames.open(kind, length, entries.count());
        ensure(ItemLayout.CONTAINER_HEADER_BYTES);
        bytes[length] = type;
        length += ItemLayout.CONTAINER_HEADER_BYTES;
    }

    private void close(int kind, int count, int overheadBytes) {
        int start = frames.start();
        int payloadLength = length - start - ItemLayout.COUNT_OFFSET;
        ItemLayout.putU24(bytes, start + ItemLayout.PAYLOAD_LENGTH_OFFSET, payloadLength);
        ItemLayout.putU24(bytes, start + ItemLayout.COUNT_OFFSET, count);
        frames.close(kind, overheadBytes);
    }

    private void scalar(byte type, byte[] source, int from, int to) {
        int payloadLength = to - from;
        int header = beginScalar(type, payloadLength);
        length = header;
        lengthAndBytes(source, from, payloadLength);
        endScalar(header, payloadLength);
    }

    /** Writes the type byte, except in a set; returns where the length goes. */
    private int beginScalar(byte type, int payloadBytesMax) {
        frames.onValue();
        ensure(1 + ItemLayout.varintBytes(payloadBytesMax) + payloadBytesMax);
        if (frames.isSet()) {
            SetRules.requireMemberType(bytes[frames.start()], type);
            return length;
        }
        bytes[length] = type;
        return length + 1;
    }

    private void endScalar(int header, int payloadLength) {
        if (frames.isSet()) {
            int at = length - payloadLength;
            entries.add(bytes, header, EntryOrder.OTHER, at, payloadLength);
        }
        frames.addSize(payloadLength);
    }

    private void oneByte(byte type) {
        frames.onValue();
        frames.requireNotInSet();
        ensure(1);
        bytes[length++] = type;
        frames.addSize(1);
    }

    private void lengthAndBytes(byte[] source, int from, int sourceLength) {
        ensure(ItemLayout.varintBytes(sourceLength) + sourceLength);
        int at = ItemLayout.putVarint(bytes, length, sourceLength);
        System.arraycopy(source, from, bytes, at, sourceLength);
        length = at + sourceLength;
    }

    private void requireNesting(int levels) {
        if (frames.documents() + levels > ItemLimits.NESTING_MAX) {
            throw RequestException.validation(TOO_DEEP);
        }
    }

    /** Makes room; what fits into the buffer fits into every length inside it. */
    private void ensure(int more) {
        if (more > bytes.length - length) {
            if (more > ItemLayout.U24_MAX - length) {
                throw tooLarge();
            }
            int doubled = Math.min(2 * bytes.length, ItemLayout.U24_MAX);
            bytes = Arrays.copyOf(bytes, Math.max(doubled, length + more));
        }
    }

    /** The bytes so far, for {@link EntryOrder}. */
    byte[] buffer() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Cuts the end off, after entries were dropped. */
    void truncate(int newLength) {
        length = newLength;
    }

    private static RequestException tooLarge() {
        return RequestException.validation(TOO_LARGE);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
